'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Gateway, useTRPC } from '#trpc/provider.tsx'

type ClusterView = Gateway['clusters'][number]
type Row = { cluster: string; gateway: Gateway; view: ClusterView | undefined }

/** Each cluster as each gateway sees it: they stand in different networks, and may not agree. */
export function Views({ clusters }: { clusters: readonly string[] }) {
  const answer = useQuery(useTRPC().gateway.list.queryOptions())
  return (
    <Section title="As each gateway sees them">
      <Live of={answer}>
        {gateways =>
          gateways.length === 0 ? (
            <p className="text-ink-2">No gateway has reported itself yet.</p>
          ) : (
            <Table
              label="As each gateway sees them"
              rowKey={({ cluster, gateway }) => `${cluster}/${gateway.name}`}
              rows={clusters.flatMap(cluster => gateways.map(gateway => rowOf(cluster, gateway)))}
              columns={columns}
            />
          )
        }
      </Live>
    </Section>
  )
}

const rowOf = (cluster: string, gateway: Gateway): Row => ({
  cluster,
  gateway,
  view: gateway.clusters.find(({ name }) => name === cluster),
})

const columns: readonly Column<Row>[] = [
  { name: 'Cluster', cell: ({ cluster }) => cluster },
  { name: 'Gateway', cell: ({ gateway }) => gateway.name },
  { name: 'Connection', cell: row => <Connection of={row} /> },
  { name: 'Brokers at this gateway', cell: ({ view }) => <Brokers view={view} /> },
]

function Connection({ of: { gateway, view } }: { of: Row }) {
  if (gateway.stale) return <Status tone="unknown">Unknown, the gateway is silent</Status>
  if (view === undefined) return <Status tone="unknown">Not reported</Status>
  if (view.reachable) return <Status tone="ok">Reachable</Status>
  return <Status tone="bad">{view.error ?? 'Not reachable'}</Status>
}

function Brokers({ view }: { view: ClusterView | undefined }) {
  if (view === undefined || view.brokers.length === 0) return <Muted>None seen yet</Muted>
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      {view.brokers.map(({ id, address, live }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-2">
          <span>{id}</span>
          <Mono>{address}</Mono>
          {!live && <Status tone="warn">Gone</Status>}
        </li>
      ))}
    </ul>
  )
}
