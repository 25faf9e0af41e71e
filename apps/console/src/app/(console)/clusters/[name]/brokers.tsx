'use client'

import { useQuery } from '@tanstack/react-query'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Seen } from '#components/seen.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { ofGateway } from '#trpc/of-gateway.ts'
import { type Brokers as Found, useTRPC } from '#trpc/provider.tsx'

type Row = Found['brokers'][number] & { isController: boolean }

/** The brokers as they call themselves, and how much there is on them. */
export function Brokers({ name }: { name: string }) {
  const found = useQuery(useTRPC().physicalCluster.brokers.queryOptions({ name }, ofGateway))
  return (
    <Section title="Brokers">
      <Live of={found}>
        {found => (
          <>
            <Seen at={found.observedAt} missing={found.missing} />
            <Table label="Brokers" rowKey={({ id }) => String(id)} rows={rowsOf(found)} columns={columns} />
            <Contents of={found} />
          </>
        )}
      </Live>
    </Section>
  )
}

const rowsOf = ({ brokers, controllerId }: Found): Row[] =>
  brokers.map(broker => ({ ...broker, isController: broker.id === controllerId }))

const columns: readonly Column<Row>[] = [
  { name: 'Broker', cell: ({ id }) => id },
  { name: 'Address', cell: ({ address }) => <Mono>{address}</Mono> },
  { name: 'Rack', cell: ({ rack }) => rack ?? <Muted>None</Muted> },
  { name: 'Leads the cluster', cell: ({ isController }) => (isController ? 'Yes' : <Muted>No</Muted>) },
]

const number = new Intl.NumberFormat('en')

const Contents = ({ of }: { of: Found }) => (
  <Facts
    of={[
      ['Cluster id', <Mono key="id">{of.clusterId ?? 'None'}</Mono>],
      ['Controller', of.controllerId === null ? <Muted key="controller">Not told</Muted> : `Node ${of.controllerId}`],
      ['Topics', `${number.format(of.topics)}, with ${number.format(of.partitions)} partitions in all`],
      ['Replicas', <Replicas key="replicas" missing={of.underReplicated} />],
    ]}
  />
)

const Replicas = ({ missing }: { missing: number }) =>
  missing === 0 ? (
    <Status tone="ok">All in sync</Status>
  ) : (
    <Status tone="warn">{`${number.format(missing)} partitions lack a replica in sync`}</Status>
  )
