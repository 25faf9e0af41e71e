import type { TrafficOf } from '@tidegate/api'
import { Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { bytesPerSecond, perSecond } from '#components/quantity.ts'
import { type Column, Table } from '#components/table.tsx'
import { averagesOf } from './rates.ts'

type Share = ReturnType<typeof averagesOf> & { readonly virtualCluster?: string }

/** Who makes how much of it. */
export function Shares({ of: { samples, virtualClusters, others } }: { of: TrafficOf }) {
  const named = virtualClusters.map(({ virtualCluster, ...flow }) => ({
    virtualCluster,
    ...averagesOf(samples, flow),
  }))
  const rest = averagesOf(samples, others)
  const rows: readonly Share[] = rest.requests > 0 ? [...named, rest] : named
  return (
    <Section title="By virtual cluster, on average">
      <Table label="By virtual cluster" rowKey={share => share.virtualCluster ?? ''} rows={rows} columns={columns} />
    </Section>
  )
}

const columns: readonly Column<Share>[] = [
  { name: 'Virtual cluster', cell: ({ virtualCluster }) => virtualCluster ?? <Muted>All others</Muted> },
  { name: 'From clients', cell: ({ requestBytes }) => bytesPerSecond(requestBytes) },
  { name: 'To clients', cell: ({ responseBytes }) => bytesPerSecond(responseBytes) },
  { name: 'Requests', cell: ({ requests }) => perSecond(requests) },
]
