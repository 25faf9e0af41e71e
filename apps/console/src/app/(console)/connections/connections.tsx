'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono, Muted } from '#components/mono.tsx'
import { NarrowTo } from '#components/narrow-to.tsx'
import { causeName } from '#components/refusal-causes.ts'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import type { Filter } from '#components/use-list-state.ts'
import { type Client, type Refusal, useTRPC } from '#trpc/provider.tsx'

export function Connections() {
  const trpc = useTRPC()
  const { data: refusals = [] } = useQuery(trpc.connection.refused.queryOptions())
  return (
    <div className="space-y-8">
      <DataTable
        nouns={{ one: 'client', many: 'clients' }}
        columns={clientColumns}
        rowKey={clientKey}
        query={input => trpc.connection.page.infiniteQueryOptions(input, goesOn)}
        filters={filters}
        empty={refusals.length === 0 && <NoClient />}
      />
      {refusals.length > 0 && (
        <section className="space-y-3">
          <h2 className="font-medium">Refused</h2>
          <Table label="Refused clients" rowKey={refusalKey} rows={refusals} columns={refusalColumns} />
        </section>
      )}
    </div>
  )
}

const filters: readonly Filter[] = [
  { name: 'virtualCluster', label: 'Virtual cluster' },
  { name: 'gateway', label: 'Gateway' },
]

const NoClient = () => (
  <Empty
    title="No client yet"
    about="A Kafka client appears here within seconds after it has signed in at a gateway, and so does one that was refused, with the reason. Its address and settings stand on the page of its virtual cluster."
  />
)

const Software = ({ of }: { of: string | undefined }) => (of === undefined ? <Muted>Not told</Muted> : of)

const clientKey = ({ gateway, virtualCluster, user, host, software }: Client) =>
  [gateway, virtualCluster, user, host, software].join(' ')

const clientColumns: readonly DataColumn<Client>[] = [
  { name: 'User', cell: ({ user }) => user, sort: 'user' },
  {
    name: 'Virtual cluster',
    cell: ({ virtualCluster }) => <NarrowTo field="virtualCluster" value={virtualCluster} />,
    sort: 'virtualCluster',
  },
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono>, sort: 'host' },
  { name: 'Client', cell: ({ software }) => <Software of={software} />, sort: 'software' },
  {
    name: 'Connections',
    cell: ({ connections }) => connections,
    className: 'tabular-nums',
    sort: 'connections',
    width: 'md:w-32',
  },
  { name: 'Gateway', cell: ({ gateway }) => <NarrowTo field="gateway" value={gateway} />, sort: 'gateway' },
  { name: 'Last request', cell: ({ seen }) => <Ago at={seen} />, sort: 'seen', width: 'md:w-32' },
  { name: 'Since', cell: ({ since }) => <Ago at={since} />, sort: 'since', width: 'md:w-28' },
]

const refusalKey = ({ gateway, at, host, reason }: Refusal) => [gateway, at, host, reason].join(' ')

const refusalColumns: readonly Column<Refusal>[] = [
  { name: 'When', cell: ({ at }) => <Ago at={at} /> },
  { name: 'Cause', cell: ({ refusal }) => <Status tone="warn">{causeName(refusal)}</Status> },
  { name: 'Why', cell: ({ reason }) => reason },
  { name: 'Gave itself out as', cell: ({ user }) => user ?? <Muted>Nobody</Muted> },
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono>, className: 'whitespace-nowrap' },
  { name: 'Client', cell: ({ software }) => <Software of={software} /> },
  { name: 'Gateway', cell: ({ gateway }) => gateway },
]
