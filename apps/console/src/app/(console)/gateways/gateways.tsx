'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Empty } from '#components/empty.tsx'
import { GatewayState } from '#components/gateway-state.tsx'
import { Live } from '#components/live.tsx'
import { Mono } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Gateway, useTRPC } from '#trpc/provider.tsx'

const start = `DATABASE_URL=postgresql://… \\
GATEWAY_USER_POOL_SECRET_KEY=… \\
KAFKA_MAIN_BOOTSTRAP_SERVERS=broker:9092 \\
node apps/worker/src/main.ts`

export function Gateways() {
  const answer = useQuery(useTRPC().gateway.list.queryOptions())
  return (
    <Live of={answer}>
      {({ generation, gateways }) =>
        gateways.length === 0 ? (
          <Empty title="No gateway has reported itself yet" code={start}>
            A gateway is a worker process that Kafka clients connect to. It appears here as soon as it runs on the same
            database. Start the first one:
          </Empty>
        ) : (
          <>
            <Table label="Gateways" rowKey={({ name }) => name} rows={gateways} columns={columnsAt(generation)} />
            <Errors gateways={gateways} />
          </>
        )
      }
    </Live>
  )
}

const columnsAt = (generation: number): Column<Gateway>[] => [
  { name: 'Gateway', cell: ({ name }) => name },
  { name: 'State', cell: gateway => <GatewayState gateway={gateway} generation={generation} /> },
  { name: 'Clusters', cell: ({ clusters }) => <Reachable clusters={clusters} /> },
  { name: 'Seen', cell: ({ seenAt }) => <Ago at={seenAt} /> },
  { name: 'Generation', cell: gateway => `${gateway.generation} of ${generation}`, className: 'whitespace-nowrap' },
  { name: 'Address', cell: ({ address }) => <Mono>{address}</Mono> },
  { name: 'Version', cell: ({ version }) => version },
]

function Reachable({ clusters }: Pick<Gateway, 'clusters'>) {
  const reachable = clusters.filter(cluster => cluster.reachable).length
  return (
    <Status
      tone={reachable === clusters.length ? 'ok' : 'bad'}
    >{`${reachable} of ${clusters.length} reachable`}</Status>
  )
}

function Errors({ gateways }: { gateways: readonly Gateway[] }) {
  const rows = gateways.flatMap(({ name, errors }) => errors.map(error => ({ ...error, gateway: name })))
  if (rows.length === 0) return null
  return (
    <Section title="Errors">
      <Table
        label="Errors"
        rowKey={({ gateway, kind, vCluster, name }) => [gateway, kind, vCluster, name].join('/')}
        rows={rows}
        columns={[
          { name: 'Gateway', cell: ({ gateway }) => gateway },
          { name: 'Kind', cell: ({ kind }) => kind },
          { name: 'Name', cell: ({ vCluster, name }) => <Mono>{vCluster ? `${vCluster}/${name}` : name}</Mono> },
          { name: 'What is wrong', cell: ({ message }) => <Status tone="bad">{message}</Status> },
        ]}
      />
    </Section>
  )
}
