'use client'

import Link from 'next/link'
import { byteSize } from '#components/byte-size.ts'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono, Muted } from '#components/mono.tsx'
import { Seen } from '#components/seen.tsx'
import { Status } from '#components/status.tsx'
import type { Filter } from '#components/use-list-state.ts'
import { ofGateway } from '#trpc/of-gateway.ts'
import { type TopicRow, useTRPC } from '#trpc/provider.tsx'

export function Topics({ name }: { name: string }) {
  const trpc = useTRPC()
  const reads = { ...goesOn, ...ofGateway }
  return (
    <DataTable
      nouns={{ one: 'topic', many: 'topics' }}
      columns={columnsOf(name)}
      rowKey={keyOf}
      query={input => trpc.physicalCluster.topics.infiniteQueryOptions({ ...input, name } as { name: string }, reads)}
      filters={filters}
      empty={<NoTopic />}
      note={({ observedAt, missing }) => <Seen at={observedAt} missing={missing} />}
    />
  )
}

const keyOf = ({ name }: TopicRow) => name

const filters: readonly Filter[] = [
  {
    name: 'type',
    label: 'Kind',
    options: [
      { value: 'user', label: 'Of users' },
      { value: 'internal', label: 'Of Kafka itself' },
    ],
  },
]

const NoTopic = () => (
  <Empty
    title="No topic here"
    about="The cluster has no topic, or none that the gateway’s own user may DESCRIBE. Create topics with Kafka’s own tools: a gateway shows them and never creates one."
  />
)

const number = new Intl.NumberFormat('en')

const columnsOf = (cluster: string): readonly DataColumn<TopicRow>[] => [
  { name: 'Topic', cell: topic => <Name cluster={cluster} of={topic} />, sort: 'name', width: 'md:w-2/5' },
  { name: 'Partitions', cell: ({ partitions }) => number.format(partitions), sort: 'partitions' },
  { name: 'Copies', cell: topic => <Copies of={topic} /> },
  { name: 'Size', cell: ({ sizeBytes }) => <Size of={sizeBytes} />, sort: 'size' },
  { name: 'Alias topics', cell: ({ aliases }) => (aliases === 0 ? <Muted>None</Muted> : number.format(aliases)) },
]

const Name = ({ cluster, of }: { cluster: string; of: TopicRow }) => (
  <>
    <Link
      href={`/clusters/${encodeURIComponent(cluster)}/topics/${encodeURIComponent(of.name)}`}
      className="text-accent underline-offset-2 hover:underline"
    >
      <Mono>{of.name}</Mono>
    </Link>
    {of.internal && <p className="font-normal text-ink-3 text-xs">Of Kafka itself</p>}
  </>
)

const Copies = ({ of: { replication, underReplicated } }: { of: TopicRow }) =>
  underReplicated === 0 ? replication : <Status tone="warn">{`${replication}, ${underReplicated} not in sync`}</Status>

const Size = ({ of }: { of: number | null }) => (of === null ? <Muted>Not known</Muted> : byteSize(of))
