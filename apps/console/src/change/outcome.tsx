'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Status, type Tone } from '#components/status.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import type { Applied } from './use-apply.ts'
import { keyOf } from './wanted.ts'

/** What became of a change: asked for, stored, and in force on how many of the gateways, as each says by itself. */
export function Outcome({ applied: { generation, applied }, children }: { applied: Applied; children?: ReactNode }) {
  const { data: gateways } = useQuery(useTRPC().gateway.list.queryOptions())
  const keys = new Set(applied.map(keyOf))
  const behind = (gateways ?? []).flatMap(({ name, generation: runs, stale, errors }) => {
    const error = errors.find(each => keys.has(keyOf(each)))
    if (stale) return [{ name, why: 'it has not reported for a while' }]
    if (runs < generation) return [{ name, why: `it runs generation ${runs}` }]
    return error ? [{ name, why: error.message }] : []
  })
  const of = gateways?.length ?? 0
  return (
    <section aria-label="What was done" className="space-y-3 rounded-lg border border-line px-4 py-4">
      <ol className="grid gap-1.5" aria-live="polite">
        <Step tone="ok">Requested</Step>
        <Step tone="ok">{`Applied as generation ${generation}`}</Step>
        {gateways === undefined ? (
          <Step tone="unknown">Asking the gateways…</Step>
        ) : of === 0 ? (
          <Step tone="unknown">No gateway runs: in force once one does</Step>
        ) : (
          <Step
            tone={behind.length === 0 ? 'ok' : 'warn'}
          >{`In force on ${of - behind.length} of ${of} gateways`}</Step>
        )}
      </ol>
      {behind.map(({ name, why }) => (
        <p key={name} className="text-ink-2 text-xs">{`${name}: ${why}.`}</p>
      ))}
      {children}
    </section>
  )
}

const Step = ({ tone, children }: { tone: Tone; children: string }) => (
  <li>
    <Status tone={tone}>{children}</Status>
  </li>
)
