'use client'

import { useQuery } from '@tanstack/react-query'
import { CodeBlock } from '#components/code-block.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

const title = 'No ACL yet'
const about = 'Without an ACL only super users may do anything.'

export function NoAcl({ vCluster }: { vCluster: string }) {
  const cluster = useQuery(useTRPC().virtualCluster.get.queryOptions({ name: vCluster }))
  return <Live of={cluster}>{known => <HowToGrant cluster={known} />}</Live>
}

const HowToGrant = ({ cluster }: { cluster: VirtualCluster }) =>
  cluster.spec.aclMode === 'REST_API' ? (
    <Empty title={title} about={`${about} Here they are a part of the virtual cluster; grant the first right:`}>
      <PutCommand path="virtual-cluster" resource={withFirstAcl(cluster)} />
    </Empty>
  ) : (
    <Empty title={title} about={`${about} Grant the first right as one of them, with the properties under Overview:`}>
      <CodeBlock code={kafkaAcls(cluster)} label="command" />
    </Empty>
  )

const kafkaAcls = ({
  spec,
}: VirtualCluster) => `kafka-acls --bootstrap-server ${spec.bootstrapServers ?? 'localhost:6972'} \\
  --command-config local-acl-admin.properties \\
  --add --allow-principal User:user1 \\
  --consumer --topic topic1 --group partner-app`

const withFirstAcl = ({ kind, apiVersion, metadata, spec }: VirtualCluster) => ({
  kind,
  apiVersion,
  metadata,
  spec: {
    type: spec.type,
    aclEnabled: spec.aclEnabled,
    aclMode: spec.aclMode,
    acls: [
      {
        resourcePattern: { resourceType: 'TOPIC', name: 'topic1', patternType: 'LITERAL' },
        principal: 'User:user1',
        operation: 'READ',
        permissionType: 'ALLOW',
      },
    ],
  },
})
