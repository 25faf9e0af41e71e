'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Notice } from '#components/notice.tsx'
import { Skeleton } from '#components/skeleton.tsx'
import { isSignedOut, troubleOf } from '#components/trouble.ts'
import { useHere } from '#components/use-here.ts'

type Answer<Data> = Pick<UseQueryResult<Data, { message: string }>, 'data' | 'error'>

/**
 * What is being read: its place while it is awaited, itself once known, and beside a failure the last that was known.
 * That the session has ended is said once for the whole page, by `SessionWatch`.
 */
export function Live<Data>({ of, children }: { of: Answer<Data>; children: (data: Data) => ReactNode }) {
  const { data, error } = of
  return (
    <>
      {error && !isSignedOut(error) && <Failure error={error} />}
      {data !== undefined && children(data)}
      {data === undefined && !error && <Skeleton />}
    </>
  )
}

/** Says what did not work, and where the session has ended leads to sign in. */
export function Failure({ error }: { error: { message: string } }) {
  const trouble = troubleOf(error)
  const here = useHere()
  const signIn = (
    <a className="font-medium underline underline-offset-2" href={`/sign-in?${new URLSearchParams({ from: here })}`}>
      {trouble.next}
    </a>
  )
  const { what, why, next, id } = trouble
  return <Told key={`${what} ${why}`} what={what} why={why} next={isSignedOut(error) ? signIn : next} id={id} />
}

type ToldProps = { what: string; why: string; next: ReactNode; id: string | undefined }

/** Each try that fails has an id of its own. The first stays, so that it can be copied and is read out once. */
function Told({ id: first, ...trouble }: ToldProps) {
  const [id] = useState(first)
  return <Notice tone="bad" {...trouble} id={id} />
}
