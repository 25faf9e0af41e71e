'use client'

import { type QueryCache, useQueryClient } from '@tanstack/react-query'
import { LogOut, Radio, RefreshCw, Unplug, WifiOff } from 'lucide-react'
import { useCallback, useSyncExternalStore } from 'react'
import { since, useNow } from '#components/ago.tsx'
import { isSignedOut, isUnreachable } from '#components/trouble.ts'
import { type FeedState, feedState, onFeed } from '#trpc/feed.ts'

/** That a gateway does not answer is said where it was asked. */
const failing = (cache: QueryCache) =>
  cache.getAll().filter(query => query.getObserversCount() > 0 && !query.meta?.asks && query.state.status === 'error')

/** The time of the oldest failed answer on the page; 0 where nothing was ever read; undefined while all is well. */
function staleSince(cache: QueryCache): number | undefined {
  const times = failing(cache).map(({ state }) => state.dataUpdatedAt)
  return times.length === 0 ? undefined : Math.min(...times)
}

function reasonOf(cache: QueryCache): 'signed out' | 'unreached' | undefined {
  const errors = failing(cache).map(({ state }) => state.error)
  if (errors.some(isSignedOut)) return 'signed out'
  return errors.some(isUnreachable) ? 'unreached' : undefined
}

const pills = {
  live: { icon: Radio, text: 'text-ok' },
  reconnecting: { icon: Unplug, text: 'text-warn' },
  stale: { icon: RefreshCw, text: 'text-warn' },
  lost: { icon: WifiOff, text: 'text-bad' },
  signedOut: { icon: LogOut, text: 'text-warn' },
}

type Standing = { stale: number | undefined; reason: ReturnType<typeof reasonOf>; feed: FeedState }

function stateOf({ stale, reason, feed }: Standing): keyof typeof pills {
  if (reason === 'signed out') return 'signedOut'
  if (reason === 'unreached' || feed === 'lost') return 'reconnecting'
  if (stale !== undefined) return stale === 0 ? 'lost' : 'stale'
  return 'live'
}

/** Says whether what stands on the page is of now, and if not, since when it is not. */
export function LivePill() {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache])
  const read = <T,>(of: (cache: QueryCache) => T) => [subscribe, () => of(cache), () => undefined] as const
  const stale = useSyncExternalStore(...read(staleSince))
  const reason = useSyncExternalStore(...read(reasonOf))
  const feed = useSyncExternalStore(onFeed, feedState, () => 'opening' as const)
  const now = useNow()
  const state = stateOf({ stale, reason, feed })
  const age = stale && now !== undefined ? ` for ${since(now - stale / 1000)}` : ''
  const words = {
    live: 'Live',
    reconnecting: age === '' ? 'Reconnecting' : `Reconnecting, stale${age}`,
    lost: 'No data',
    stale: `Stale${age}`,
    signedOut: 'Signed out',
  }
  const { icon: Icon, text } = pills[state]
  return (
    <p className={`inline-flex items-center gap-1.5 rounded-lg border border-line px-2 py-0.5 text-xs ${text}`}>
      <Icon aria-hidden="true" className="size-3.5" />
      {words[state]}
    </p>
  )
}
