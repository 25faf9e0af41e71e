'use client'

import { useState } from 'react'
import { CopyNames } from '#components/copy-names.tsx'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn, type ListInput } from '#components/list-state.ts'
import { Mono } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { nothingSelected } from '#components/selection.ts'
import { useSelectedKeys } from '#components/use-selected-keys.ts'
import { type AliasTopic, useTRPC } from '#trpc/provider.tsx'

type AliasTopicsProps = { vCluster: string }

export function AliasTopics({ vCluster }: AliasTopicsProps) {
  const trpc = useTRPC()
  const query = (input: ListInput) => trpc.aliasTopic.page.infiniteQueryOptions({ ...input, vCluster }, goesOn)
  const [selected, setSelected] = useState(nothingSelected)
  const keysOf = useSelectedKeys(query, keyOf)
  return (
    <DataTable
      nouns={{ one: 'alias topic', many: 'alias topics' }}
      columns={columns}
      rowKey={keyOf}
      query={query}
      selection={{
        value: selected,
        onChange: setSelected,
        actions: <CopyNames of={selected} namesOf={keysOf} />,
      }}
      act={<NewObject href={`/virtual-clusters/${vCluster}/alias-topics/new`} words="New alias topic" />}
      empty={<NoAliasTopic vCluster={vCluster} />}
    />
  )
}

const keyOf = ({ metadata }: AliasTopic) => metadata.name

const Name = ({ of: { name, vCluster } }: { of: { name: string; vCluster?: string } }) => (
  <ObjectLink href={`/virtual-clusters/${vCluster}/alias-topics/${name}`}>
    <Mono>{name}</Mono>
  </ObjectLink>
)

const columns: readonly DataColumn<AliasTopic>[] = [
  { name: 'Alias', cell: ({ metadata }) => <Name of={metadata} />, sort: 'name', width: 'md:w-1/3' },
  { name: 'Physical topic', cell: ({ spec }) => <Mono>{spec.physicalName}</Mono>, sort: 'physicalName' },
  { name: 'Physical cluster', cell: ({ spec }) => spec.physicalCluster, width: 'md:w-40' },
]

const NoAliasTopic = ({ vCluster }: AliasTopicsProps) => (
  <Empty
    title="No alias topic yet"
    about="An alias topic shows one topic of a physical cluster under a name that you choose. Clients never see the physical name. Share the first one, here or by REST:"
  >
    <NewObject href={`/virtual-clusters/${vCluster}/alias-topics/new`} words="New alias topic" />
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
