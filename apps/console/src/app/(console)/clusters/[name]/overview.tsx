'use client'

import { useQuery } from '@tanstack/react-query'
import { ConnectionTest } from '#components/connection-test.tsx'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type PhysicalCluster, useTRPC } from '#trpc/provider.tsx'
import { Servers } from '../servers.tsx'
import { Views } from '../views.tsx'
import { keepers, roles, securityOf } from '../words.ts'
import { Brokers } from './brokers.tsx'

export function Overview({ name }: { name: string }) {
  const cluster = useQuery(useTRPC().physicalCluster.get.queryOptions({ name }))
  return (
    <Live of={cluster}>
      {cluster => (
        <>
          <About cluster={cluster} />
          <Section title="Connection test">
            <ConnectionTest name={name} />
          </Section>
          <Brokers name={name} />
          <Views clusters={[name]} />
        </>
      )}
    </Live>
  )
}

const About = ({ cluster: { metadata, spec, managedBy } }: { cluster: PhysicalCluster }) => (
  <Facts
    of={[
      ['State', <InForce key="state" name={metadata.name} />],
      ['Role', roles[spec.role] ?? spec.role],
      ['Bootstrap servers', <Servers key="servers" of={spec.properties['bootstrap.servers']} />],
      ['Security', securityOf(spec.properties)],
      ['Managed by', keepers[managedBy ?? 'stored']],
    ]}
  />
)

function InForce({ name }: { name: string }) {
  const { data } = useQuery(useTRPC().gateway.inForce.queryOptions({ kind: 'PhysicalCluster', name }))
  if (data === undefined) return '…'
  if (data.of === 0) return <Status tone="unknown">No gateway runs</Status>
  const tone = data.on === data.of ? 'ok' : 'warn'
  return (
    <>
      <Status tone={tone}>{`In force on ${data.on} of ${data.of} gateways`}</Status>
      {data.behind.map(({ gateway, reason }) => (
        <p key={gateway} className="text-ink-2">
          {gateway}: {reason}
        </p>
      ))}
    </>
  )
}
