'use client'

import { useQuery } from '@tanstack/react-query'
import { CodeBlock } from '#components/code-block.tsx'
import { CopyButton } from '#components/copy-button.tsx'
import { Facts } from '#components/facts.tsx'
import { InForce } from '#components/in-force.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

export function Overview({ name }: { name: string }) {
  const cluster = useQuery(useTRPC().virtualCluster.get.queryOptions({ name }))
  return (
    <Live of={cluster}>
      {cluster => (
        <>
          <About cluster={cluster} />
          <Connect cluster={cluster} />
        </>
      )}
    </Live>
  )
}

const modes: Readonly<Record<string, string>> = {
  KAFKA_API: 'edited by super users with kafka-acls',
  REST_API: 'written in the virtual cluster itself',
}

function About({ cluster }: { cluster: VirtualCluster }) {
  const { type, aclEnabled, aclMode, superUsers } = cluster.spec
  return (
    <Facts
      of={[
        ['State', <InForce key="state" resource={cluster} />],
        ['Type', type],
        [
          'Access',
          aclEnabled ? (
            <Status key="on" tone="ok">{`ACLs on, ${modes[aclMode] ?? aclMode}`}</Status>
          ) : (
            <Status key="off" tone="warn">
              ACLs off, every account may do everything
            </Status>
          ),
        ],
        [
          'Super users',
          superUsers.length > 0 ? <Mono key="users">{superUsers.join(', ')}</Mono> : <Muted key="none">None</Muted>,
        ],
      ]}
    />
  )
}

function Connect({ cluster: { spec } }: { cluster: VirtualCluster }) {
  if (spec.bootstrapServers === undefined)
    return (
      <Notice
        tone="info"
        what="No client can connect yet"
        why="A virtual cluster gets its address with its first alias topic."
      />
    )
  return (
    <Section title="Connect">
      <Facts of={[['Bootstrap address', <Address key="address" of={spec.bootstrapServers} />]]} />
      {Object.entries(spec.clientProperties ?? {}).map(([mechanism, properties]) => (
        <CodeBlock key={mechanism} code={propertiesText(properties)} label={`${mechanism} client properties`} />
      ))}
    </Section>
  )
}

const propertiesText = (properties: Readonly<Record<string, string>>) =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

const Address = ({ of }: { of: string }) => (
  <span className="flex items-center gap-2">
    <Mono>{of}</Mono>
    <CopyButton text={of} label="Copy bootstrap address" />
  </span>
)
