'use client'

import { useNow } from '#components/ago.tsx'
import { Status } from '#components/status.tsx'

const daySeconds = 24 * 60 * 60
const warnDays = 14

type EndProps = { of: { readonly endsOn?: string | undefined } }

/** The last day of a share, which warns two weeks ahead. Days are those of UTC. */
export function End({ of: { endsOn } }: EndProps) {
  const now = useNow()
  if (endsOn === undefined) return 'No end'
  if (now === undefined) return endsOn
  const days = Math.floor(Date.parse(endsOn) / 1000 / daySeconds) - Math.floor(now / daySeconds)
  if (days < 0) return <Status tone="bad">{`Ended on ${endsOn}`}</Status>
  if (days > warnDays) return endsOn
  return (
    <Status tone="warn">{`${endsOn}, ${days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`}`}</Status>
  )
}
