'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Facts } from '#components/facts.tsx'
import { GatewayState } from '#components/gateway-state.tsx'
import { Live } from '#components/live.tsx'
import { Mono } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Gateway, useTRPC } from '#trpc/provider.tsx'
import { Errors } from '../errors.tsx'

export function Overview({ name }: { name: string }) {
  const gateway = useQuery(useTRPC().gateway.get.queryOptions({ name }))
  return (
    <Live of={gateway}>
      {gateway => (
        <>
          <About gateway={gateway} />
          <Errors gateways={[gateway]} />
          <Clusters gateway={gateway} />
          <Addresses gateway={gateway} />
        </>
      )}
    </Live>
  )
}

const About = ({ gateway }: { gateway: Gateway }) => (
  <Facts
    of={[
      ['State', <GatewayState key="state" gateway={gateway} />],
      ['Version', gateway.version],
      ['Generation', `${gateway.generation} of ${gateway.currentGeneration}`],
      ['Connections', gateway.connections],
      ['Last report', <Ago key="seen" at={gateway.seenAt} />],
      ['Started', <Ago key="started" at={gateway.startedAt} />],
      ['Admin API', <Mono key="admin">{gateway.adminUrl}</Mono>],
    ]}
  />
)

type Cluster = Gateway['clusters'][number] & { readonly stale: boolean }

function Clusters({ gateway: { clusters, stale } }: { gateway: Gateway }) {
  if (clusters.length === 0) return null
  const rows = clusters.map(cluster => ({ ...cluster, stale }))
  return (
    <Section title="Physical clusters">
      <Table label="Physical clusters" rowKey={({ name }) => name} rows={rows} columns={clusterColumns} />
    </Section>
  )
}

/** What a silent gateway said last may not be so any more. */
function Reachable({ stale, reachable, error }: Cluster) {
  if (stale) return <Status tone="unknown">Unknown</Status>
  return reachable ? <Status tone="ok">Reachable</Status> : <Status tone="bad">{error ?? 'Not reachable'}</Status>
}

const clusterColumns: readonly Column<Cluster>[] = [
  { name: 'Cluster', cell: ({ name }) => name },
  { name: 'State', cell: cluster => <Reachable {...cluster} /> },
  {
    name: 'Brokers that answer',
    cell: ({ brokers, stale }) => (stale ? '–' : `${brokers.filter(({ live }) => live).length} of ${brokers.length}`),
  },
]

function Addresses({ gateway: { addresses } }: { gateway: Gateway }) {
  const rows = Object.entries(addresses).sort(([a], [b]) => a.localeCompare(b))
  if (rows.length === 0) return null
  return (
    <Section title="Virtual clusters served">
      <Table label="Virtual clusters served" rowKey={([name]) => name} rows={rows} columns={addressColumns} />
    </Section>
  )
}

const addressColumns: readonly Column<readonly [string, string]>[] = [
  { name: 'Virtual cluster', cell: ([name]) => name },
  { name: 'Bootstrap servers', cell: ([, address]) => <Mono>{address}</Mono> },
]
