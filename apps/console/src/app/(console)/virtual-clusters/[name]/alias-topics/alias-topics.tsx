'use client'

import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono } from '#components/mono.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { type AliasTopic, useTRPC } from '#trpc/provider.tsx'

type AliasTopicsProps = { vCluster: string }

export function AliasTopics({ vCluster }: AliasTopicsProps) {
  const trpc = useTRPC()
  return (
    <DataTable
      nouns={{ one: 'alias topic', many: 'alias topics' }}
      columns={columns}
      rowKey={keyOf}
      query={input => trpc.aliasTopic.page.infiniteQueryOptions({ ...input, vCluster }, goesOn)}
      empty={<NoAliasTopic vCluster={vCluster} />}
    />
  )
}

const keyOf = ({ metadata }: AliasTopic) => metadata.name

const columns: readonly DataColumn<AliasTopic>[] = [
  { name: 'Alias', cell: ({ metadata }) => <Mono>{metadata.name}</Mono>, sort: 'name' },
  { name: 'Physical topic', cell: ({ spec }) => <Mono>{spec.physicalName}</Mono>, sort: 'physicalName' },
  { name: 'Physical cluster', cell: ({ spec }) => spec.physicalCluster, width: 'md:w-48' },
]

const NoAliasTopic = ({ vCluster }: AliasTopicsProps) => (
  <Empty
    title="No alias topic yet"
    about="An alias topic shows one topic of a physical cluster under a name that you choose. Clients never see the physical name. Share the first one:"
  >
    <PutCommand
      path="alias-topic"
      resource={{
        kind: 'AliasTopic',
        apiVersion: 'gateway/v2',
        metadata: { name: 'topic1', vCluster },
        spec: { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA' },
      }}
    />
  </Empty>
)
