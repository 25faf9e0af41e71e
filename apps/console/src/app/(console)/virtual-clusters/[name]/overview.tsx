'use client'

import { useQuery } from '@tanstack/react-query'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Standing, useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { Acts } from './acts.tsx'
import { Connect } from './connect.tsx'
import { Behind, InForce } from './in-force.tsx'

export function Overview({ name }: { name: string }) {
  const trpc = useTRPC()
  const cluster = useQuery(trpc.virtualCluster.get.queryOptions({ name }))
  const standing = useQuery(trpc.virtualCluster.overview.queryOptions({ name }))
  const data = cluster.data && standing.data && { cluster: cluster.data, standing: standing.data }
  return (
    <Live of={{ data, error: cluster.error ?? standing.error }}>
      {({ cluster, standing }) => (
        <>
          <Behind of={standing.inForce} />
          <About cluster={cluster} standing={standing} />
          <Acts name={cluster.metadata.name} />
          <Connect standing={standing} cluster={cluster} />
        </>
      )}
    </Live>
  )
}

const modes = {
  KAFKA_API: 'ACLs on, edited by super users over the Kafka protocol',
  REST_API: 'ACLs on, written in this virtual cluster',
}

const Access = ({ spec: { aclEnabled, aclMode } }: VirtualCluster) =>
  aclEnabled ? (
    <Status tone="ok">{modes[aclMode]}</Status>
  ) : (
    <Status tone="warn">ACLs off: every account may do everything</Status>
  )

const SuperUsers = ({ spec: { superUsers } }: VirtualCluster) =>
  superUsers.length === 0 ? <Muted>None</Muted> : <Mono>{superUsers.join(', ')}</Mono>

function About({ cluster, standing }: { cluster: VirtualCluster; standing: Standing }) {
  return (
    <Facts
      of={[
        ['State', <InForce key="state" of={standing.inForce} />],
        ['Type', cluster.spec.type],
        ['Physical cluster', standing.physicalCluster ?? <Muted key="none">None before the first alias topic</Muted>],
        ['Access', <Access key="access" {...cluster} />],
        ['Super users', <SuperUsers key="users" {...cluster} />],
      ]}
    />
  )
}
