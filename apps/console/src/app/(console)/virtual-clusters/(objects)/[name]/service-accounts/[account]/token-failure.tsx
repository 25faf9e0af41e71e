import { Failure } from '#components/live.tsx'
import { Notice } from '#components/notice.tsx'
import { isUnreachable } from '#components/trouble.ts'

type TokenFailureProps = {
  error: { message: string } | null
  /** What to do where it may have been done all the same. */
  unknown: string
}

export function TokenFailure({ error, unknown }: TokenFailureProps) {
  if (!error) return null
  if (!isUnreachable(error)) return <Failure error={error} />
  return (
    <Notice
      tone="unknown"
      what="It is not known whether this was done"
      why="The console did not answer."
      next={unknown}
    />
  )
}
