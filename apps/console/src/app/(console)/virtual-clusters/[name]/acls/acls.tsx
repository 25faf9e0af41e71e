'use client'

import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono } from '#components/mono.tsx'
import { NarrowTo } from '#components/narrow-to.tsx'
import type { Filter } from '#components/use-list-state.ts'
import { type Acl, type AclBinding, useTRPC } from '#trpc/provider.tsx'
import { Name, Permission, words } from './cells.tsx'
import { NoAcl } from './no-acl.tsx'

export function Acls({ vCluster }: { vCluster: string }) {
  const trpc = useTRPC()
  return (
    <DataTable
      nouns={{ one: 'ACL', many: 'ACLs' }}
      columns={columns}
      rowKey={keyOf}
      query={input => trpc.acl.page.infiniteQueryOptions({ ...input, vCluster }, goesOn)}
      filters={filters}
      empty={<NoAcl vCluster={vCluster} />}
    />
  )
}

const keyOf = ({ metadata }: Acl) => metadata.name

const columns: readonly DataColumn<Acl>[] = [
  { name: 'Principal', cell: ({ spec }) => <Principal of={spec.principal} />, sort: 'principal' },
  {
    name: 'Permission',
    cell: ({ spec }) => <Permission of={spec.permissionType} />,
    sort: 'permissionType',
    width: 'md:w-32',
  },
  { name: 'Operation', cell: ({ spec }) => words(spec.operation), sort: 'operation', width: 'md:w-36' },
  {
    name: 'Resource',
    cell: ({ spec }) => words(spec.resourcePattern.resourceType),
    sort: 'resourceType',
    width: 'md:w-36',
  },
  { name: 'Name', cell: ({ spec }) => <Name of={spec.resourcePattern} />, sort: 'resourceName' },
  {
    name: 'Host',
    cell: ({ spec: { host } }) => (host === '*' ? 'Any' : <Mono>{host}</Mono>),
    sort: 'host',
    width: 'md:w-36',
  },
]

const optionsOf = (values: readonly string[]) => values.map(value => ({ value, label: words(value) }))

const permissions: readonly AclBinding['permissionType'][] = ['ALLOW', 'DENY']
const resourceTypes: readonly AclBinding['resourcePattern']['resourceType'][] = [
  'TOPIC',
  'GROUP',
  'CLUSTER',
  'TRANSACTIONAL_ID',
]
const operations: readonly AclBinding['operation'][] = [
  'ALL',
  'READ',
  'WRITE',
  'CREATE',
  'DELETE',
  'ALTER',
  'DESCRIBE',
  'CLUSTER_ACTION',
  'DESCRIBE_CONFIGS',
  'ALTER_CONFIGS',
  'IDEMPOTENT_WRITE',
]

const filters: readonly Filter[] = [
  { name: 'principal', label: 'Principal' },
  { name: 'permissionType', label: 'Permission', options: optionsOf(permissions) },
  { name: 'operation', label: 'Operation', options: optionsOf(operations) },
  { name: 'resourceType', label: 'Resource', options: optionsOf(resourceTypes) },
]

const Principal = ({ of }: { of: string }) => (
  <NarrowTo field="principal" value={of}>
    <Mono>{of}</Mono>
  </NarrowTo>
)
