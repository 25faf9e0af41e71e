'use client'

import { useQuery } from '@tanstack/react-query'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { Table } from '#components/table.tsx'
import { useTRPC } from '#trpc/provider.tsx'

const first = (bootstrap: string) => `kafka-acls --bootstrap-server ${bootstrap} \\
  --command-config local-acl-admin.properties \\
  --add --allow-principal User:user1 \\
  --consumer --topic topic1 --group partner-app`

export function Acls({ vCluster }: { vCluster: string }) {
  const trpc = useTRPC()
  const acls = useQuery(trpc.acl.list.queryOptions({ vCluster }))
  const cluster = useQuery(trpc.virtualCluster.get.queryOptions({ name: vCluster }))
  return (
    <Live of={acls}>
      {rows =>
        rows.length === 0 ? (
          <Empty title="No ACL yet" code={first(cluster.data?.spec.bootstrapServers ?? '<bootstrap address>')}>
            Without an ACL only super users may do anything. Grant the first right as a super user:
          </Empty>
        ) : (
          <Table
            label="ACLs"
            rowKey={({ metadata }) => metadata.name}
            rows={rows}
            columns={[
              { name: 'Principal', cell: ({ spec }) => <Mono>{spec.principal}</Mono> },
              { name: 'Permission', cell: ({ spec }) => <Permission of={spec.permissionType} /> },
              { name: 'Operation', cell: ({ spec }) => words(spec.operation) },
              { name: 'Resource', cell: ({ spec }) => words(spec.resourcePattern.resourceType) },
              { name: 'Name', cell: ({ spec }) => <Mono>{nameOf(spec.resourcePattern)}</Mono> },
              { name: 'Host', cell: ({ spec }) => (spec.host === '*' ? 'Any' : <Mono>{spec.host}</Mono>) },
            ]}
          />
        )
      }
    </Live>
  )
}

/** `TRANSACTIONAL_ID` → `Transactional id`. */
const words = (constant: string) => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ')

const nameOf = ({ name, patternType }: { name: string; patternType: string }) =>
  patternType === 'PREFIXED' ? `${name}…` : name

const Permission = ({ of }: { of: string }) =>
  of === 'ALLOW' ? <Status tone="ok">Allow</Status> : <Status tone="bad">Deny</Status>
