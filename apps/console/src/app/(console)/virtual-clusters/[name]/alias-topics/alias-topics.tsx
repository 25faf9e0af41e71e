'use client'

import { useQuery } from '@tanstack/react-query'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { Table } from '#components/table.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type AliasTopicsProps = { vCluster: string }

export function AliasTopics({ vCluster }: AliasTopicsProps) {
  const aliases = useQuery(useTRPC().aliasTopic.list.queryOptions({ vCluster }))
  return (
    <Live of={aliases}>
      {rows =>
        rows.length === 0 ? (
          <NoAliasTopic vCluster={vCluster} />
        ) : (
          <>
            <NewObject href={`/virtual-clusters/${vCluster}/alias-topics/new`} words="New alias topic" />
            <Table
              label="Alias topics"
              rowKey={({ metadata }) => metadata.name}
              rows={rows}
              columns={[
                { name: 'Alias', cell: ({ metadata }) => <Name of={metadata.name} vCluster={vCluster} /> },
                { name: 'Physical topic', cell: ({ spec }) => <Mono>{spec.physicalName}</Mono> },
                { name: 'Physical cluster', cell: ({ spec }) => spec.physicalCluster },
              ]}
            />
          </>
        )
      }
    </Live>
  )
}

const Name = ({ of, vCluster }: { of: string; vCluster: string }) => (
  <ObjectLink href={`/virtual-clusters/${vCluster}/alias-topics/${of}`}>
    <Mono>{of}</Mono>
  </ObjectLink>
)

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
