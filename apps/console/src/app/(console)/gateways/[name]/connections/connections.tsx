'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { Section } from '#components/page.tsx'
import { causeName } from '#components/refusal-causes.ts'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type GatewayDetail, useTRPC } from '#trpc/provider.tsx'

export function GatewayConnections({ name }: { name: string }) {
  const gateway = useQuery(useTRPC().gateway.get.queryOptions({ name }))
  return (
    <Live of={gateway}>
      {gateway => (
        <>
          {gateway.stale && <Silent gateway={gateway} />}
          {!gateway.clients.complete && <Notice {...incomplete} />}
          {gateway.connections + gateway.refusals.length === 0 ? <NoClient /> : <Lists of={gateway} />}
        </>
      )}
    </Live>
  )
}

const Silent = ({ gateway: { name, seenAt } }: { gateway: GatewayDetail }) => (
  <Notice
    tone="unknown"
    what={`Who is connected to ${name} now is unknown`}
    why={
      <>
        It reported last <Ago at={seenAt} />. What follows is what it said then.
      </>
    }
    next="See whether its process runs and reaches the database."
  />
)

const incomplete = {
  tone: 'info',
  what: 'There are more connections than are on record',
  why: 'A gateway reports the 200 lines of clients with the latest requests.',
} as const

const NoClient = () => (
  <Empty
    title="No client is connected"
    about="A Kafka client appears here within seconds after it has signed in at this gateway, and so does one that was refused, with the reason."
  />
)

function Lists({ of: { clients, refusals } }: { of: GatewayDetail }) {
  const { byVirtualCluster, bySoftware } = clients
  return (
    <>
      {byVirtualCluster.length > 0 && (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Counted title="By virtual cluster" of={byVirtualCluster} column="Virtual cluster" />
          <Counted title="By client library" of={bySoftware} column="Client library" />
        </div>
      )}
      {refusals.length > 0 && (
        <Section title="Failed handshakes">
          <Table label="Failed handshakes" rowKey={refusalKey} rows={refusals} columns={refusalColumns} />
        </Section>
      )}
    </>
  )
}

type Count = GatewayDetail['clients']['bySoftware'][number]
type CountedProps = { title: string; column: string; of: readonly Count[] }

function Counted({ title, column, of }: CountedProps) {
  const columns: readonly Column<Count>[] = [
    { name: column, cell: ({ name }) => name ?? <Muted>Not told</Muted> },
    { name: 'Connections', cell: ({ connections }) => connections },
  ]
  return (
    <Section title={title}>
      <Table label={title} rowKey={({ name }) => name ?? ''} rows={of} columns={columns} />
    </Section>
  )
}

type Refusal = GatewayDetail['refusals'][number]

const refusalKey = ({ at, host, reason }: Refusal) => [at, host, reason].join(' ')

const refusalColumns: readonly Column<Refusal>[] = [
  { name: 'When', cell: ({ at }) => <Ago at={at} /> },
  { name: 'Cause', cell: ({ refusal }) => <Status tone="warn">{causeName(refusal)}</Status> },
  { name: 'Why', cell: ({ reason }) => reason },
  { name: 'Gave itself out as', cell: ({ user }) => user ?? <Muted>Nobody</Muted> },
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono>, className: 'whitespace-nowrap' },
  { name: 'Client', cell: ({ software }) => software ?? <Muted>Not told</Muted> },
]
