'use client'

import Link from 'next/link'
import { Ago } from '#components/ago.tsx'
import { buttonLook } from '#components/button.tsx'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono, Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { pathOf } from '#share/steps.ts'
import { type Share, useTRPC } from '#trpc/provider.tsx'
import { End } from './end.tsx'

export function Partners() {
  const trpc = useTRPC()
  return (
    <DataTable
      nouns={{ one: 'partner', many: 'partners' }}
      columns={columns}
      rowKey={({ metadata }) => metadata.name}
      query={input => trpc.partner.page.infiniteQueryOptions(input, goesOn)}
      empty={<NoPartner />}
    />
  )
}

const NoPartner = () => (
  <Empty
    title="No partner yet"
    about="Share topics with another organisation: under names of your choice, with rights and an end, and without showing anything else of your clusters. It takes two minutes, and nothing is written before the last step."
  >
    <Link href={pathOf('partner')} className={buttonLook('main')}>
      Share with a partner
    </Link>
  </Empty>
)

const columns: readonly DataColumn<Share>[] = [
  { name: 'Partner', cell: share => <Name of={share} />, sort: 'displayName' },
  { name: 'Clients', cell: share => <Clients of={share} /> },
  { name: 'Last connected', cell: ({ status }) => <LastSeen at={status.lastSeenAt} /> },
  { name: 'Ends', cell: ({ spec }) => <End of={spec} />, sort: 'endsOn' },
  { name: 'Topics', cell: ({ status }) => status.topics, width: 'md:w-20' },
  { name: 'Accounts', cell: ({ status }) => status.accounts, width: 'md:w-24' },
  { name: 'Owner', cell: ({ spec }) => spec.owner ?? <Muted>None named</Muted>, sort: 'owner' },
]

const Name = ({ of: { metadata, spec } }: { of: Share }) => (
  <>
    <Link href={`/partners/${metadata.name}`} className="text-accent underline-offset-2 hover:underline">
      {spec.displayName}
    </Link>
    <div className="text-ink-3">
      <Mono>{metadata.name}</Mono>
    </div>
  </>
)

const LastSeen = ({ at }: { at: string | undefined }) => (at === undefined ? <Muted>Never</Muted> : <Ago at={at} />)

function Clients({ of: { metadata, status } }: { of: Share }) {
  const { ended, connections, lastSeenAt } = status
  if (ended) return <Status tone="bad">Share ended</Status>
  if (connections > 0)
    return <Status tone="ok">{connections === 1 ? '1 connection' : `${connections} connections`}</Status>
  if (lastSeenAt !== undefined) return <Status tone="unknown">Not connected now</Status>
  return (
    <div className="grid gap-1">
      <Status tone="info">Never connected</Status>
      <Link
        href={`/partners/${metadata.name}/connect`}
        className="text-accent text-xs underline-offset-2 hover:underline"
      >
        Connect it
      </Link>
    </div>
  )
}
