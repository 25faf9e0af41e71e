'use client'

import { useSyncExternalStore } from 'react'

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, 1000)
  return () => clearInterval(timer)
}

const thisSecond = () => Math.floor(Date.now() / 1000)
const beforeHydration = () => undefined

/** Seconds since the epoch, ticking; unknown on the server, whose clock and zone are not the reader's. */
export const useNow = (): number | undefined => useSyncExternalStore(subscribe, thisSecond, beforeHydration)

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** Clocks differ by a little: what seems to lie ahead counts as now. */
export function since(seconds: number): string {
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, 's']
  return `${Math.max(0, Math.floor(seconds / size))} ${unit}`
}

export function Ago({ at }: { at: string }) {
  const now = useNow()
  const time = new Date(at)
  return (
    <time
      dateTime={at}
      title={`${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`}
      className="whitespace-nowrap"
    >
      {now === undefined ? '…' : `${since(now - time.getTime() / 1000)} ago`}
    </time>
  )
}
