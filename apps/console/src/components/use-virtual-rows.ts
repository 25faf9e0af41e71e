'use client'

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

/** Fewer are all there, so that a browser's own search finds them. */
const FEW = 60
/** Of a row of one line; what a row really takes is measured. */
const ROW_PX = 41
const CARD_LINE_PX = 28

const NARROW = '(max-width: 47.99rem)'

function onWidth(listener: () => void): () => void {
  const media = window.matchMedia(NARROW)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

const useIsNarrow = () =>
  useSyncExternalStore(
    onWidth,
    () => window.matchMedia(NARROW).matches,
    () => false,
  )

type Shown = { readonly index: number; readonly gap: number }

type Options = {
  readonly keys: readonly string[]
  /** How many lines a card has on a narrow screen. */
  readonly lines: number
  /** What the rows answer: where that is another, the place on the page is not kept. */
  readonly question: string
}

/**
 * Which rows of a long list are there: those that are seen, some around, and the one that has the focus. What comes or
 * goes above them does not move them.
 */
export function useVirtualRows({ keys, lines, question }: Options) {
  const isLong = keys.length > FEW
  const body = useRef<HTMLTableSectionElement>(null)
  const focused = useRef<number>(undefined)
  const isNarrow = useIsNarrow()
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
  })
  const virtualizer = useWindowVirtualizer({
    count: isLong ? keys.length : 0,
    estimateSize: () => (isNarrow ? CARD_LINE_PX * (lines + 1) : ROW_PX),
    getItemKey: index => keys[index]!,
    rangeExtractor: range => withFocused(range, focused.current),
    overscan: 10,
    scrollMargin: top,
    initialOffset: 0,
    initialRect: { width: 1280, height: 900 },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was taken to be the height of a row is no longer.
  useLayoutEffect(() => virtualizer.measure(), [isNarrow])
  const items = virtualizer.getVirtualItems()
  const ends = [top, ...items.map(({ end }) => end)]
  const shown: Shown[] = isLong
    ? items.map(({ index, start }, i) => ({ index, gap: start - ends[i]! }))
    : keys.map((_, index) => ({ index, gap: 0 }))
  const seen = items.find(({ end }) => end > (virtualizer.scrollOffset ?? 0))
  useSteadyPlace({ keys, question, seen, startOf: index => virtualizer.measurementsCache[index]?.start })
  return {
    body,
    shown,
    /** What the rows below take that are not there. */
    rest: isLong ? virtualizer.getTotalSize() + top - ends.at(-1)! : 0,
    measure: isLong ? virtualizer.measureElement : undefined,
    onFocus: ({ target }: FocusEvent) => {
      const row = target.closest('[data-index]')
      focused.current = row ? Number(row.getAttribute('data-index')) : undefined
    },
  }
}

function withFocused(range: Range, focused: number | undefined): number[] {
  const indexes = defaultRangeExtractor(range)
  if (focused === undefined || focused >= range.count || indexes.includes(focused)) return indexes
  return [...indexes, focused].sort((a, b) => a - b)
}

type Place = {
  readonly keys: readonly string[]
  readonly question: string
  readonly seen: { readonly index: number; readonly start: number } | undefined
  startOf(index: number): number | undefined
}

/** Scrolls by as much as rows above have come or gone, before that is painted. */
function useSteadyPlace({ keys, question, seen, startOf }: Place): void {
  const last = useRef<{ keys: readonly string[]; key: string; start: number; question: string }>(undefined)
  useLayoutEffect(() => {
    const kept = last.current
    if (kept && kept.keys !== keys && kept.question === question) {
      const start = startOf(keys.indexOf(kept.key))
      if (start !== undefined && start !== kept.start) window.scrollBy(0, start - kept.start)
    }
    // Who sees the first row sees what comes before it.
    last.current = seen && seen.index > 0 ? { keys, key: keys[seen.index]!, start: seen.start, question } : undefined
  })
}
