'use client'

import { since, useNow } from '#components/ago.tsx'
import { Status } from '#components/status.tsx'

const soonSeconds = 14 * 24 * 60 * 60

/** When something ends: a warning from two weeks before. */
export function Until({ at }: { at: string }) {
  const now = useNow()
  const time = new Date(at)
  const left = now === undefined ? undefined : time.getTime() / 1000 - now
  return (
    <time
      dateTime={at}
      title={`${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`}
      className="whitespace-nowrap"
    >
      {left === undefined ? '…' : <Left seconds={left} />}
    </time>
  )
}

function Left({ seconds }: { seconds: number }) {
  if (seconds <= 0) return <Status tone="bad">Expired</Status>
  const words = `in ${since(seconds)}`
  return seconds <= soonSeconds ? <Status tone="warn">{words}</Status> : words
}
