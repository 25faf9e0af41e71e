'use client'

import { type QueryCache, useQueryClient } from '@tanstack/react-query'
import { Radio, RefreshCw, Unplug, WifiOff } from 'lucide-react'
import { useCallback, useSyncExternalStore } from 'react'
import { since, useNow } from '#components/ago.tsx'
import { type FeedState, feedState, onFeed } from '#trpc/feed.ts'

/**
 * The time of the oldest failed answer on the page; 0 where nothing was ever read; undefined while all is well. That a
 * gateway does not answer is said where it was asked.
 */
function staleSince(cache: QueryCache): number | undefined {
  const shown = cache.getAll().filter(query => query.getObserversCount() > 0 && !query.meta?.asks)
  const failing = shown.filter(query => query.state.status === 'error')
  return failing.length === 0 ? undefined : Math.min(...failing.map(query => query.state.dataUpdatedAt))
}

const pills = {
  live: { icon: Radio, text: 'text-ok' },
  reconnecting: { icon: Unplug, text: 'text-warn' },
  stale: { icon: RefreshCw, text: 'text-warn' },
  lost: { icon: WifiOff, text: 'text-bad' },
}

function stateOf(stale: number | undefined, feed: FeedState): keyof typeof pills {
  if (stale !== undefined) return stale === 0 ? 'lost' : 'stale'
  return feed === 'lost' ? 'reconnecting' : 'live'
}

/** Says whether what stands on the page is of now, and if not, since when it is not. */
export function LivePill() {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache])
  const stale = useSyncExternalStore(
    subscribe,
    () => staleSince(cache),
    () => undefined,
  )
  const feed = useSyncExternalStore(onFeed, feedState, () => 'opening' as const)
  const now = useNow()
  const state = stateOf(stale, feed)
  const words = {
    live: 'Live',
    reconnecting: 'Reconnecting',
    lost: 'No data',
    stale: now === undefined || stale === undefined ? 'Stale' : `Stale for ${since(now - stale / 1000)}`,
  }
  const { icon: Icon, text } = pills[state]
  return (
    <p className={`inline-flex items-center gap-1.5 rounded-lg border border-line px-2 py-0.5 text-xs ${text}`}>
      <Icon aria-hidden="true" className="size-3.5" />
      {words[state]}
    </p>
  )
}
