'use client'

import { useQuery } from '@tanstack/react-query'
import { CodeBlock } from '#components/code-block.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type PhysicalCluster, useTRPC } from '#trpc/provider.tsx'
import { Views } from './views.tsx'

export function Clusters() {
  const clusters = useQuery(useTRPC().physicalCluster.list.queryOptions())
  return (
    <Live of={clusters}>
      {rows =>
        rows.length === 0 ? (
          <NoCluster />
        ) : (
          <>
            <Table label="Physical clusters" rowKey={({ metadata }) => metadata.name} rows={rows} columns={columns} />
            <Views clusters={rows.map(({ metadata }) => metadata.name)} />
          </>
        )
      }
    </Live>
  )
}

const NoCluster = () => (
  <Empty
    title="No physical cluster yet"
    about="A physical cluster is a Kafka cluster that the gateways connect to with credentials of their own. Add the first one here, or give its address to the gateways as main, and start them:"
  >
    <NewObject href="/clusters/new" words="Add physical cluster" />
    <CodeBlock code="KAFKA_MAIN_BOOTSTRAP_SERVERS=broker-1:9092,broker-2:9092" label="variable" />
  </Empty>
)

const roles: Readonly<Record<string, string>> = { main: 'Main', upstream: 'Upstream', failover: 'Failover' }

/** What a file or the environment of the gateways declares cannot be edited elsewhere. */
const keepers = { environment: 'Environment', file: 'Cluster-config file', stored: 'Tidegate' }

const columns: readonly Column<PhysicalCluster>[] = [
  { name: 'Cluster', cell: ({ metadata }) => metadata.name },
  { name: 'Role', cell: ({ spec }) => roles[spec.role] ?? spec.role },
  { name: 'Bootstrap servers', cell: ({ spec }) => <Servers of={spec.properties['bootstrap.servers']} /> },
  { name: 'Security', cell: ({ spec }) => securityOf(spec.properties) },
  { name: 'In force on', cell: ({ metadata }) => <InForce name={metadata.name} /> },
  { name: 'Managed by', cell: ({ managedBy }) => keepers[managedBy ?? 'stored'] },
]

const securityOf = ({
  'security.protocol': protocol,
  'sasl.mechanism': mechanism,
}: Record<string, string | undefined>) => [protocol ?? 'PLAINTEXT', mechanism].filter(Boolean).join(' with ')

function InForce({ name }: { name: string }) {
  const { data } = useQuery(useTRPC().gateway.inForce.queryOptions({ kind: 'PhysicalCluster', name }))
  if (data === undefined) return <Muted>…</Muted>
  const words = `${data.on} of ${data.of} gateways`
  if (data.on === data.of) return <Status tone={data.of === 0 ? 'unknown' : 'ok'}>{words}</Status>
  return (
    <>
      <Status tone="warn">{words}</Status>
      {data.behind.map(({ gateway, reason }) => (
        <p key={gateway} className="text-ink-2 text-xs">
          {gateway}: {reason}
        </p>
      ))}
    </>
  )
}

const Servers = ({ of = '' }: { of: string | undefined }) =>
  of === '' ? (
    <Muted>None</Muted>
  ) : (
    <ul>
      {of.split(',').map(server => (
        <li key={server}>
          <Mono>{server.trim()}</Mono>
        </li>
      ))}
    </ul>
  )
