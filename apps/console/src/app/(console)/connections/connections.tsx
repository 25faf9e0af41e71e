'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { causeName } from '#components/refusal-causes.ts'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Connections as Listed, useTRPC } from '#trpc/provider.tsx'

type Client = Listed['clients'][number]
type Refusal = Listed['refusals'][number]

export function Connections() {
  const connections = useQuery(useTRPC().connection.list.queryOptions())
  return (
    <Live of={connections}>
      {({ clients, refusals }) =>
        clients.length + refusals.length === 0 ? (
          <NoClient />
        ) : (
          <div className="space-y-8">
            {clients.length > 0 && <Table label="Clients" rowKey={clientKey} rows={clients} columns={clientColumns} />}
            {refusals.length > 0 && (
              <section className="space-y-3">
                <h2 className="font-medium">Refused</h2>
                <Table label="Refused clients" rowKey={refusalKey} rows={refusals} columns={refusalColumns} />
              </section>
            )}
          </div>
        )
      }
    </Live>
  )
}

const NoClient = () => (
  <Empty
    title="No client yet"
    about="A Kafka client appears here within seconds after it has signed in at a gateway, and so does one that was refused, with the reason. Its address and settings stand on the page of its virtual cluster."
  />
)

const Software = ({ of }: { of: string | undefined }) => (of === undefined ? <Muted>Not told</Muted> : of)

const clientKey = ({ gateway, virtualCluster, user, host, software }: Client) =>
  [gateway, virtualCluster, user, host, software].join(' ')

const clientColumns: readonly Column<Client>[] = [
  { name: 'User', cell: ({ user }) => user },
  { name: 'Virtual cluster', cell: ({ virtualCluster }) => virtualCluster },
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono>, className: 'whitespace-nowrap' },
  { name: 'Client', cell: ({ software }) => <Software of={software} /> },
  { name: 'Connections', cell: ({ connections }) => connections, className: 'tabular-nums' },
  { name: 'Gateway', cell: ({ gateway }) => gateway },
  { name: 'Last request', cell: ({ seen }) => <Ago at={seen} /> },
  { name: 'Since', cell: ({ since }) => <Ago at={since} /> },
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
