'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Ago } from '#components/ago.tsx'
import { buttonLook } from '#components/button.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { pathOf } from '#share/steps.ts'
import { type Share, useTRPC } from '#trpc/provider.tsx'
import { End } from './end.tsx'

export function Partners() {
  const shares = useQuery(useTRPC().partner.shares.queryOptions())
  return (
    <Live of={shares}>
      {rows =>
        rows.length === 0 ? (
          <NoPartner />
        ) : (
          <Table label="Partners" rowKey={({ name }) => name} rows={rows} columns={columns} />
        )
      }
    </Live>
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

const columns: readonly Column<Share>[] = [
  { name: 'Partner', cell: share => <Name of={share} /> },
  { name: 'Clients', cell: share => <Clients of={share} /> },
  { name: 'Last connected', cell: ({ lastSeenAt }) => (lastSeenAt ? <Ago at={lastSeenAt} /> : <Muted>Never</Muted>) },
  { name: 'Ends', cell: share => <End of={share} /> },
  { name: 'Topics', cell: ({ topics }) => topics, className: 'tabular-nums' },
  { name: 'Accounts', cell: ({ accounts }) => accounts, className: 'tabular-nums' },
  { name: 'Owner', cell: ({ owner }) => owner ?? <Muted>None named</Muted> },
]

const Name = ({ of: { name, displayName } }: { of: Share }) => (
  <>
    <Link href={`/partners/${name}`} className="text-accent underline-offset-2 hover:underline">
      {displayName}
    </Link>
    <div className="text-ink-3">
      <Mono>{name}</Mono>
    </div>
  </>
)

function Clients({ of: { name, ended, connections, lastSeenAt } }: { of: Share }) {
  if (ended) return <Status tone="bad">Share ended</Status>
  if (connections > 0)
    return <Status tone="ok">{connections === 1 ? '1 connection' : `${connections} connections`}</Status>
  if (lastSeenAt !== undefined) return <Status tone="unknown">Not connected now</Status>
  return (
    <div className="grid gap-1">
      <Status tone="info">Never connected</Status>
      <Link href={`/partners/${name}/connect`} className="text-accent text-xs underline-offset-2 hover:underline">
        Connect it
      </Link>
    </div>
  )
}
