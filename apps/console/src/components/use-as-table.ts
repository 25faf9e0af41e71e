import { useSyncExternalStore } from 'react'

const key = 'tidegate.charts-as-table'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function choose(asTable: boolean): void {
  localStorage.setItem(key, String(asTable))
  for (const listener of listeners) listener()
}

/** Whether this browser's reader wants figures as tables. */
export const useAsTable = (): [boolean, (asTable: boolean) => void] => [
  useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) === 'true',
    () => false,
  ),
  choose,
]
