'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Ago } from '#components/ago.tsx'
import { CodeBlock } from '#components/code-block.tsx'
import { Empty } from '#components/empty.tsx'
import { GatewayState } from '#components/gateway-state.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Gateway, useTRPC } from '#trpc/provider.tsx'
import { Errors } from './errors.tsx'

export function Gateways() {
  const gateways = useQuery(useTRPC().gateway.list.queryOptions())
  return (
    <Live of={gateways}>
      {rows =>
        rows.length === 0 ? (
          <NoGateway />
        ) : (
          <>
            <Table label="Gateways" rowKey={({ name }) => name} rows={rows} columns={columns} />
            <Errors gateways={rows} />
          </>
        )
      }
    </Live>
  )
}

const start = `DATABASE_URL=postgresql://… \\
GATEWAY_USER_POOL_SECRET_KEY=… \\
GATEWAY_ADMIN_API_USERS='[{username: admin, password: "…", admin: true}]' \\
KAFKA_MAIN_BOOTSTRAP_SERVERS=broker:9092 \\
node apps/worker/src/main.ts`

const NoGateway = () => (
  <Empty
    title="No gateway yet"
    about="A gateway is a process that Kafka clients connect to. It appears here as soon as it runs on the database of this console, with the same secret key. Start the first one:"
  >
    <CodeBlock code={start} label="command" />
  </Empty>
)

const columns: readonly Column<Gateway>[] = [
  {
    name: 'Gateway',
    cell: ({ name }) => (
      <Link href={`/gateways/${encodeURIComponent(name)}`} className="text-accent underline-offset-2 hover:underline">
        {name}
      </Link>
    ),
  },
  { name: 'State', cell: gateway => <GatewayState gateway={gateway} /> },
  { name: 'Physical clusters', cell: gateway => <Reachable gateway={gateway} /> },
  { name: 'Generation', cell: ({ generation, currentGeneration }) => `${generation} of ${currentGeneration}` },
  { name: 'Connections', cell: ({ connections, stale }) => (stale ? <Muted>Unknown</Muted> : connections) },
  { name: 'Seen', cell: ({ seenAt }) => <Ago at={seenAt} /> },
  { name: 'Started', cell: ({ startedAt }) => <Ago at={startedAt} /> },
  { name: 'Admin API', cell: ({ adminUrl }) => <Mono>{adminUrl}</Mono> },
  { name: 'Version', cell: ({ version }) => version },
]

function Reachable({ gateway: { clusters, stale } }: { gateway: Gateway }) {
  if (stale) return <Status tone="unknown">Unknown</Status>
  const reachable = clusters.filter(cluster => cluster.reachable).length
  const tone = reachable === clusters.length ? 'ok' : 'bad'
  return <Status tone={tone}>{`${reachable} of ${clusters.length} reachable`}</Status>
}
