'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { CodeBlock } from '#components/code-block.tsx'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { NewObject } from '#components/new-object.tsx'
import { Status } from '#components/status.tsx'
import type { Filter } from '#components/use-list-state.ts'
import { type PhysicalClusterRow, useTRPC } from '#trpc/provider.tsx'
import { Servers } from './servers.tsx'
import { Views } from './views.tsx'
import { keepers, roles, securityOf } from './words.ts'

export function Clusters() {
  const trpc = useTRPC()
  const { data: all } = useQuery(trpc.physicalCluster.list.queryOptions())
  return (
    <>
      <DataTable
        nouns={{ one: 'physical cluster', many: 'physical clusters' }}
        columns={columns}
        rowKey={keyOf}
        query={input => trpc.physicalCluster.page.infiniteQueryOptions(input, goesOn)}
        filters={filters}
        empty={<NoCluster />}
      />
      {all && all.length > 0 && <Views clusters={all.map(({ metadata }) => metadata.name)} />}
    </>
  )
}

const keyOf = ({ metadata }: PhysicalClusterRow) => metadata.name

const NoCluster = () => (
  <Empty
    title="No physical cluster yet"
    about="A physical cluster is a Kafka cluster that the gateways connect to with credentials of their own. Add the first one here, or give its address to the gateways as main, and start them:"
  >
    <NewObject href="/clusters/new" words="Add physical cluster" />
    <CodeBlock code="KAFKA_MAIN_BOOTSTRAP_SERVERS=broker-1:9092,broker-2:9092" label="variable" />
  </Empty>
)

const filters: readonly Filter[] = [
  { name: 'role', label: 'Role', options: Object.entries(roles).map(([value, label]) => ({ value, label })) },
]

const columns: readonly DataColumn<PhysicalClusterRow>[] = [
  { name: 'Cluster', cell: ({ metadata }) => <Name of={metadata.name} />, sort: 'name' },
  { name: 'Role', cell: ({ spec }) => roles[spec.role] ?? spec.role, sort: 'role', width: 'md:w-28' },
  { name: 'Bootstrap servers', cell: ({ spec }) => <Servers of={spec.properties['bootstrap.servers']} /> },
  { name: 'Security', cell: ({ spec }) => securityOf(spec.properties) },
  { name: 'In force on', cell: ({ status }) => <InForce of={status.inForce} />, width: 'md:w-64' },
  { name: 'Managed by', cell: ({ managedBy }) => keepers[managedBy ?? 'stored'] },
]

const Name = ({ of }: { of: string }) => (
  <Link href={`/clusters/${encodeURIComponent(of)}`} className="text-accent underline-offset-2 hover:underline">
    {of}
  </Link>
)

function InForce({ of: { on, of, behind } }: { of: PhysicalClusterRow['status']['inForce'] }) {
  const words = `${on} of ${of} gateways`
  if (on === of) return <Status tone={of === 0 ? 'unknown' : 'ok'}>{words}</Status>
  return (
    <>
      <Status tone="warn">{words}</Status>
      {behind.map(({ gateway, reason }) => (
        <p key={gateway} className="text-ink-2 text-xs">
          {gateway}: {reason}
        </p>
      ))}
    </>
  )
}
