import { useSyncExternalStore } from 'react'

const changed = 'tidegate:remembered'

function subscribe(onChange: () => void): () => void {
  // `storage` tells of other tabs alone.
  window.addEventListener('storage', onChange)
  window.addEventListener(changed, onChange)
  return () => {
    window.removeEventListener('storage', onChange)
    window.removeEventListener(changed, onChange)
  }
}

/** A choice that this browser keeps. The server does not know it, so a page begins with the fallback. */
export function useRemembered(name: string, fallback: string): [string, (value: string) => void] {
  const key = `tidegate.${name}`
  const value = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) ?? fallback,
    () => fallback,
  )
  const remember = (chosen: string) => {
    localStorage.setItem(key, chosen)
    window.dispatchEvent(new Event(changed))
  }
  return [value, remember]
}
