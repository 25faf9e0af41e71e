'use client'

import { useQuery } from '@tanstack/react-query'
import { ConnectionTest } from '#components/connection-test.tsx'
import { Facts } from '#components/facts.tsx'
import { InForce } from '#components/in-force.tsx'
import { Live } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { type PhysicalCluster, useTRPC } from '#trpc/provider.tsx'
import { Servers } from '../servers.tsx'
import { Views } from '../views.tsx'
import { keepers, roles, securityOf } from '../words.ts'
import { Acts } from './acts.tsx'
import { Brokers } from './brokers.tsx'

export function Overview({ name }: { name: string }) {
  const cluster = useQuery(useTRPC().physicalCluster.get.queryOptions({ name }))
  return (
    <Live of={cluster}>
      {cluster => (
        <>
          <About cluster={cluster} />
          <Acts cluster={cluster} />
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
      ['State', <InForce key="state" kind="PhysicalCluster" name={metadata.name} />],
      ['Role', roles[spec.role] ?? spec.role],
      ['Bootstrap servers', <Servers key="servers" of={spec.properties['bootstrap.servers']} />],
      ['Security', securityOf(spec.properties)],
      ['Managed by', keepers[managedBy ?? 'stored']],
    ]}
  />
)
