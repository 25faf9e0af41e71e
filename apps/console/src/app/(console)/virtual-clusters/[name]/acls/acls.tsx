'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { Mono } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type AclBinding, useTRPC } from '#trpc/provider.tsx'
import { NoAcl } from './no-acl.tsx'

/** Where REST_API is the mode, the rules are a part of the virtual cluster itself. */
export function Acls({ vCluster }: { vCluster: string }) {
  const trpc = useTRPC()
  const acls = useQuery(trpc.acl.list.queryOptions({ vCluster }))
  const cluster = useQuery(trpc.virtualCluster.get.queryOptions({ name: vCluster }))
  const data = cluster.data && acls.data && { cluster: cluster.data, acls: acls.data }
  return (
    <Live of={{ data, error: cluster.error ?? acls.error }}>
      {({ cluster, acls }) => {
        const rows = cluster.spec.aclMode === 'REST_API' ? cluster.spec.acls : acls.map(({ spec }) => spec)
        if (rows.length === 0) return <NoAcl cluster={cluster} />
        return <Table label="ACLs" rowKey={row => JSON.stringify(row)} rows={rows} columns={columns} />
      }}
    </Live>
  )
}

/** `TRANSACTIONAL_ID` → `Transactional id`. */
export const words = (constant: string) => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ')

export const columns: readonly Column<AclBinding>[] = [
  { name: 'Principal', cell: ({ principal }) => <Mono>{principal}</Mono> },
  { name: 'Permission', cell: ({ permissionType }) => <Permission of={permissionType} /> },
  { name: 'Operation', cell: ({ operation }) => words(operation) },
  { name: 'Resource', cell: ({ resourcePattern }) => words(resourcePattern.resourceType) },
  { name: 'Name', cell: ({ resourcePattern }) => <Name of={resourcePattern} /> },
  { name: 'Host', cell: ({ host }) => (host === '*' ? 'Any' : <Mono>{host}</Mono>) },
]

const Permission = ({ of }: { of: AclBinding['permissionType'] }) =>
  of === 'ALLOW' ? <Status tone="ok">Allow</Status> : <Status tone="bad">Deny</Status>

function Name({ of: { name, patternType } }: { of: AclBinding['resourcePattern'] }) {
  if (patternType === 'PREFIXED')
    return (
      <>
        Starts with <Mono>{name}</Mono>
      </>
    )
  return name === '*' ? 'Any' : <Mono>{name}</Mono>
}
