'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
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
  const here = useHere()
  const { what, why, next } = troubleOf(error)
  const signIn = (
    <a className="font-medium underline underline-offset-2" href={`/sign-in?${new URLSearchParams({ from: here })}`}>
      {next}
    </a>
  )
  return <Notice tone="bad" what={what} why={why} next={isSignedOut(error) ? signIn : next} />
}
