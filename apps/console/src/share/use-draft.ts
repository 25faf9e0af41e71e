'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { type Draft, draft, freshDraft } from './draft.ts'

const keyOf = (person: string) => `tidegate.share.${person}`

/** What this tab holds, also where the browser keeps nothing. */
const held = new Map<string, string | null>()
const listeners = new Set<() => void>()
let isKept = true

function read(key: string): string | null {
  const known = held.get(key)
  if (known !== undefined) return known
  const text = localStorage.getItem(key)
  held.set(key, text)
  return text
}

function write(key: string, text: string | null): void {
  held.set(key, text)
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    isKept = true
  } catch {
    // Storage that is full or switched off: the page says that the draft goes with the tab.
    isKept = false
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  const onOther = ({ key, newValue }: StorageEvent) => {
    if (key === null) held.clear()
    else if (held.has(key)) held.set(key, newValue)
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onOther)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onOther)
  }
}

function parse(text: string): Draft | undefined {
  try {
    return draft.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export type HeldDraft = {
  /** Absent until the browser has been asked for it. */
  readonly draft: Draft | undefined
  readonly isKept: boolean
  readonly isBegun: boolean
  edit(change: Partial<Draft>): void
  clear(): void
}

/** The share that a person is about to make. It lasts until it is made or begun anew, and is the same in all tabs. */
export function useDraft(person: string): HeldDraft {
  const key = keyOf(person)
  const text = useSyncExternalStore<string | null | undefined>(
    subscribe,
    () => read(key),
    () => undefined,
  )
  const current = useMemo(
    () => (text === undefined ? undefined : (text && parse(text)) || freshDraft(new Date())),
    [text],
  )
  const edit = useCallback(
    (change: Partial<Draft>) => {
      const stored = read(key)
      const before = (stored && parse(stored)) || freshDraft(new Date())
      write(key, JSON.stringify({ ...before, ...change }))
    },
    [key],
  )
  const clear = useCallback(() => write(key, null), [key])
  return { draft: current, isKept, isBegun: typeof text === 'string', edit, clear }
}
