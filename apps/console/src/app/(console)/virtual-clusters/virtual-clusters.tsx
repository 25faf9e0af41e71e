'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { type Column, Table } from '#components/table.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { AliasCount, Serving } from './cells.tsx'

export function VirtualClusters() {
  const clusters = useQuery(useTRPC().virtualCluster.list.queryOptions())
  return (
    <Live of={clusters}>
      {rows =>
        rows.length === 0 ? (
          <NoVirtualCluster />
        ) : (
          <Table label="Virtual clusters" rowKey={({ metadata }) => metadata.name} rows={rows} columns={columns} />
        )
      }
    </Live>
  )
}

const NoVirtualCluster = () => (
  <Empty
    title="No virtual cluster yet"
    about="A virtual cluster shows a partner or a tenant only what you share with them, under names that you choose. Make the first one, here or by REST:"
  >
    <NewObject href="/virtual-clusters/new" words="New virtual cluster" />
    <PutCommand
      path="virtual-cluster"
      resource={{
        kind: 'VirtualCluster',
        apiVersion: 'gateway/v2',
        metadata: { name: 'mypartner' },
        spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'] },
      }}
    />
  </Empty>
)

const columns: readonly Column<VirtualCluster>[] = [
  { name: 'Name', cell: ({ metadata }) => <Name of={metadata.name} /> },
  { name: 'Type', cell: ({ spec }) => spec.type },
  { name: 'Served by', cell: ({ metadata }) => <Serving name={metadata.name} /> },
  { name: 'Alias topics', cell: ({ metadata }) => <AliasCount name={metadata.name} /> },
  { name: 'Bootstrap servers', cell: ({ spec }) => <Addresses of={spec.bootstrapServers} /> },
]

const Name = ({ of }: { of: string }) => (
  <Link href={`/virtual-clusters/${of}`} className="text-accent underline-offset-2 hover:underline">
    {of}
  </Link>
)

const Addresses = ({ of }: { of: string | undefined }) =>
  of === undefined ? (
    <Muted>None before the first alias topic</Muted>
  ) : (
    <ul>
      {of.split(',').map(address => (
        <li key={address}>
          <Mono>{address}</Mono>
        </li>
      ))}
    </ul>
  )
