'use client'

import { useQuery } from '@tanstack/react-query'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Seen } from '#components/seen.tsx'
import { type Column, Table } from '#components/table.tsx'
import { ofGateway } from '#trpc/of-gateway.ts'
import { type Group as Found, useTRPC } from '#trpc/provider.tsx'
import { GroupState } from '../state.tsx'

export function Group({ name, group }: { name: string; group: string }) {
  const found = useQuery(useTRPC().physicalCluster.group.queryOptions({ name, group }, ofGateway))
  return (
    <>
      <Section title={group}>
        <Live of={found}>
          {found => (
            <>
              <Seen at={found.observedAt} missing={found.missing} />
              <About group={found} />
            </>
          )}
        </Live>
      </Section>
      {found.data && (
        <>
          <Members of={found.data.members} />
          <Offsets of={found.data} />
        </>
      )}
    </>
  )
}

const number = new Intl.NumberFormat('en')

const protocols = { classic: 'Classic', consumer: 'Consumer (KIP-848)', other: 'Another than of consumers' }

function About({ group: { state, type, coordinator, offsets } }: { group: Found }) {
  const isKnown = offsets.every(({ lag }) => lag !== null)
  const lag = offsets.reduce((sum, each) => sum + (each.lag ?? 0), 0)
  return (
    <Facts
      of={[
        ['State', <GroupState key="state" of={state} />],
        ['Behind by', isKnown ? `${number.format(lag)} records` : `${number.format(lag)} records or more`],
        ['Protocol', protocols[type]],
        ['Kept by', `Broker ${coordinator}`],
      ]}
    />
  )
}

type Member = Found['members'][number]

const memberColumns: readonly Column<Member>[] = [
  { name: 'Client', cell: ({ clientId }) => clientId },
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono> },
  { name: 'Partitions', cell: ({ partitions }) => number.format(partitions) },
  { name: 'Member', cell: ({ memberId }) => <Mono>{memberId}</Mono> },
]

const Members = ({ of }: { of: readonly Member[] }) => (
  <Section title="Members">
    {of.length === 0 ? (
      <p className="text-ink-2">Nobody reads with this group now.</p>
    ) : (
      <Table label="Members" rowKey={({ memberId }) => memberId} rows={of} columns={memberColumns} />
    )}
  </Section>
)

type Offset = Found['offsets'][number] & { owner: string | undefined }

const known = (value: number | null) => (value === null ? <Muted>Not known</Muted> : number.format(value))

const offsetColumns: readonly Column<Offset>[] = [
  { name: 'Topic', cell: ({ topic }) => <Mono>{topic}</Mono> },
  { name: 'Partition', cell: ({ partition }) => partition },
  { name: 'Committed', cell: ({ committed }) => number.format(committed) },
  { name: 'Next offset', cell: ({ end }) => known(end) },
  { name: 'Behind by', cell: ({ lag }) => known(lag) },
  { name: 'Read by', cell: ({ owner }) => owner ?? <Muted>Nobody now</Muted> },
]

function Offsets({ of: { offsets, members } }: { of: Found }) {
  const clients = new Map(members.map(({ memberId, clientId }) => [memberId, clientId]))
  const rows = offsets.map(row => ({ ...row, owner: row.memberId === null ? undefined : clients.get(row.memberId) }))
  return (
    <Section title="Offsets">
      {rows.length === 0 ? (
        <p className="text-ink-2">This group has committed no offset.</p>
      ) : (
        <Table
          label="Offsets"
          rowKey={({ topic, partition }) => `${topic} ${partition}`}
          rows={rows}
          columns={offsetColumns}
        />
      )}
    </Section>
  )
}
