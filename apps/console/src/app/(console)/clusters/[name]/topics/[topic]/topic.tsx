'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { byteSize } from '#components/byte-size.ts'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Seen } from '#components/seen.tsx'
import { ofGateway } from '#trpc/of-gateway.ts'
import { type Topic as Found, useTRPC } from '#trpc/provider.tsx'
import { Messages } from './messages.tsx'
import { Partitions } from './partitions.tsx'
import { Settings } from './settings.tsx'

export function Topic({ name, topic }: { name: string; topic: string }) {
  const found = useQuery(useTRPC().physicalCluster.topic.queryOptions({ name, topic }, ofGateway))
  return (
    <>
      <Section title={topic}>
        <Live of={found}>
          {found => (
            <>
              <Seen at={found.observedAt} missing={found.missing} />
              <About topic={found} />
            </>
          )}
        </Live>
      </Section>
      {found.data && (
        <>
          <Section title="Partitions">
            <Partitions of={found.data.partitions} />
          </Section>
          <Section title="Records">
            <Messages name={name} topic={topic} />
          </Section>
          <Section title="Settings">
            <Settings of={found.data.configs} />
          </Section>
        </>
      )}
    </>
  )
}

const number = new Intl.NumberFormat('en')

const About = ({ topic: { partitions, sizeBytes, internal, aliases } }: { topic: Found }) => (
  <Facts
    of={[
      ['Partitions', `${number.format(partitions.length)}, each in ${copiesOf(partitions)}`],
      ['Size of one copy', sizeBytes === null ? <Muted key="size">Not known</Muted> : byteSize(sizeBytes)],
      ['Kept for', internal ? 'Kafka itself' : 'Users'],
      ['Alias topics', <Aliases key="aliases" of={aliases} />],
    ]}
  />
)

function copiesOf(partitions: Found['partitions']): string {
  const counts = [...new Set(partitions.map(({ replicas }) => replicas.length))].sort((a, b) => a - b)
  const words = counts.join(' or ')
  return `${words} ${words === '1' ? 'copy' : 'copies'}`
}

const Aliases = ({ of }: { of: Found['aliases'] }) =>
  of.length === 0 ? (
    <Muted>None: no virtual cluster shows this topic</Muted>
  ) : (
    <ul>
      {of.map(({ vCluster, name }) => (
        <li key={`${vCluster}/${name}`}>
          <Mono>{name}</Mono> in{' '}
          <Link
            href={`/virtual-clusters/${vCluster}/alias-topics`}
            className="text-accent underline underline-offset-2"
          >
            {vCluster}
          </Link>
        </li>
      ))}
    </ul>
  )
