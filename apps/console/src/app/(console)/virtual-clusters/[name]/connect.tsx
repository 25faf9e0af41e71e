import { CodeBlock } from '#components/code-block.tsx'
import { CopyButton } from '#components/copy-button.tsx'
import { Facts } from '#components/facts.tsx'
import { Mono } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { Section } from '#components/page.tsx'
import type { Standing, VirtualCluster } from '#trpc/provider.tsx'
import { Programs } from './programs.tsx'

type ConnectProps = { standing: Standing; cluster: VirtualCluster }

/** What a partner needs to connect: one address at each gateway, and what every client must be told. */
export function Connect({ standing: { addresses, counts }, cluster }: ConnectProps) {
  const { bootstrapServers, clientProperties } = cluster.spec
  if (addresses.length === 0) return <Unreachable hasAlias={counts.aliases > 0} />
  return (
    <Section title="Connect">
      <Facts
        of={addresses.map(({ gateway, bootstrapServers }) => [
          gateway,
          <Address key={gateway} of={bootstrapServers} />,
        ])}
      />
      {clientProperties && <CodeBlock code={linesOf(clientProperties)} label="client properties" />}
      {bootstrapServers && <Programs cluster={cluster} bootstrapServers={bootstrapServers} />}
    </Section>
  )
}

const linesOf = (properties: Readonly<Record<string, string>>) =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

const Unreachable = ({ hasAlias }: { hasAlias: boolean }) => (
  <Notice
    tone="info"
    what="No client can connect yet"
    why={
      hasAlias
        ? 'No gateway has reported an address for it: it has one as soon as a gateway reaches its physical cluster.'
        : 'A virtual cluster gets its address with its first alias topic.'
    }
  />
)

const Address = ({ of }: { of: string }) => (
  <span className="flex items-center gap-2">
    <Mono>{of}</Mono>
    <CopyButton text={of} label="Copy bootstrap servers" />
  </span>
)
