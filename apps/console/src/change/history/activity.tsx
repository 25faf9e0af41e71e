'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Ago } from '#components/ago.tsx'
import { Button } from '#components/button.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { type Event, useTRPC } from '#trpc/provider.tsx'
import { titleOf } from '../kind-names.ts'
import { EventDetail } from './event-detail.tsx'

type ActivityProps = { kind?: string; vCluster?: string; name?: string; account?: string; user?: string }

/** Who changed what and when, the latest first; each with what was there before and after. */
export function Activity(filter: ActivityProps) {
  const trpc = useTRPC()
  const history = useInfiniteQuery(
    trpc.history.list.infiniteQueryOptions(filter, { getNextPageParam: ({ cursor }) => cursor }),
  )
  const events = history.data?.pages.flatMap(page => page.events)
  return (
    <Live of={{ data: events, error: history.error }}>
      {rows =>
        rows.length === 0 ? (
          <Empty
            title="Nothing has happened yet"
            about="Every change stands here, with who made it and what it was before."
          />
        ) : (
          <div className="space-y-4">
            <ol className="divide-y divide-line rounded-lg border border-line">
              {rows.map(event => (
                <Row key={event.id} event={event} />
              ))}
            </ol>
            {history.hasNextPage && (
              <Button disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                Show earlier
              </Button>
            )}
          </div>
        )
      }
    </Live>
  )
}

const verbs: Readonly<Record<string, string>> = {
  CREATE: 'created',
  UPDATE: 'changed',
  DELETE: 'removed',
  ISSUE: 'issued',
  REVOKE: 'revoked',
  SHORTEN: 'shortened',
}

const surfaces: Readonly<Record<string, string>> = {
  trpc: 'in the console',
  rest: 'by REST',
  kafka: 'by the Kafka protocol',
  worker: 'at the start of a gateway',
}

const sentenceOf = ({ user, operation, surface, ...of }: Event): string =>
  `${user} ${verbs[operation] ?? operation.toLowerCase()} ${titleOf(of)} ${surfaces[surface] ?? `by ${surface}`}`

function Row({ event }: { event: Event }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="flex cursor-pointer flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-2.5 hover:bg-surface-1">
          <span className="min-w-0 break-words">{sentenceOf(event)}</span>
          <span className="text-ink-3">
            <Ago at={event.at} />
          </span>
        </summary>
        {isOpen && <EventDetail id={event.id} />}
      </details>
    </li>
  )
}
