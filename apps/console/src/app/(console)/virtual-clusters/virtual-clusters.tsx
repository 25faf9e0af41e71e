'use client'

import Link from 'next/link'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono, Muted } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { Status } from '#components/status.tsx'
import { useTRPC, type VirtualClusterRow } from '#trpc/provider.tsx'

export function VirtualClusters() {
  const trpc = useTRPC()
  return (
    <DataTable
      nouns={{ one: 'virtual cluster', many: 'virtual clusters' }}
      columns={columns}
      rowKey={keyOf}
      query={input => trpc.virtualCluster.page.infiniteQueryOptions(input, goesOn)}
      empty={<NoVirtualCluster />}
    />
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

const keyOf = ({ metadata }: VirtualClusterRow) => metadata.name

const columns: readonly DataColumn<VirtualClusterRow>[] = [
  { name: 'Name', cell: ({ metadata }) => <Name of={metadata.name} />, sort: 'name' },
  { name: 'Type', cell: ({ spec }) => spec.type, sort: 'type', width: 'md:w-28' },
  { name: 'Served by', cell: ({ status }) => <Serving of={status.servedBy} /> },
  { name: 'Alias topics', cell: ({ status }) => status.aliasTopics, width: 'md:w-32' },
  { name: 'Bootstrap servers', cell: ({ spec }) => <Addresses of={spec.bootstrapServers} /> },
]

const Name = ({ of }: { of: string }) => (
  <Link href={`/virtual-clusters/${of}`} prefetch={false} className="text-accent underline-offset-2 hover:underline">
    {of}
  </Link>
)

function Serving({ of: { on, of, failing } }: { of: VirtualClusterRow['status']['servedBy'] }) {
  const words = `${on} of ${of} gateways`
  if (failing > 0) return <Status tone="bad">{words}</Status>
  if (on === of && of > 0) return <Status tone="ok">{words}</Status>
  return <Status tone={on === 0 ? 'unknown' : 'warn'}>{words}</Status>
}

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
