'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Empty } from '#components/empty.tsx'
import { InForce } from '#components/in-force.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { putCommand } from '#components/put-command.ts'
import { Table } from '#components/table.tsx'
import { useTRPC } from '#trpc/provider.tsx'

const first = putCommand('virtual-cluster', {
  kind: 'VirtualCluster',
  apiVersion: 'gateway/v2',
  metadata: { name: 'mypartner' },
  spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'] },
})

export function VirtualClusters() {
  const trpc = useTRPC()
  const clusters = useQuery(trpc.virtualCluster.list.queryOptions())
  const aliases = useQuery(trpc.aliasTopic.list.queryOptions())
  const aliasCount = Map.groupBy(aliases.data ?? [], ({ metadata }) => metadata.vCluster)
  return (
    <Live of={clusters}>
      {rows =>
        rows.length === 0 ? (
          <Empty title="No virtual cluster yet" code={first}>
            A virtual cluster shows a partner or a tenant only what you share with them, under names you choose. Make
            the first one through the admin API of any gateway:
          </Empty>
        ) : (
          <Table
            label="Virtual clusters"
            rowKey={({ metadata }) => metadata.name}
            rows={rows}
            columns={[
              { name: 'Name', cell: ({ metadata }) => <Name name={metadata.name} /> },
              { name: 'Type', cell: ({ spec }) => spec.type },
              { name: 'State', cell: cluster => <InForce resource={cluster} /> },
              { name: 'Alias topics', cell: ({ metadata }) => aliasCount.get(metadata.name)?.length ?? 0 },
              { name: 'Bootstrap address', cell: ({ spec }) => <Address of={spec.bootstrapServers} /> },
            ]}
          />
        )
      }
    </Live>
  )
}

const Name = ({ name }: { name: string }) => (
  <Link
    href={`/virtual-clusters/${encodeURIComponent(name)}`}
    className="text-accent hover:underline underline-offset-2"
  >
    {name}
  </Link>
)

const Address = ({ of }: { of: string | undefined }) =>
  of === undefined ? <Muted>After its first alias topic</Muted> : <Mono>{of}</Mono>
