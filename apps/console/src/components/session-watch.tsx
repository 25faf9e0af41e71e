'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '@tidegate/store'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { SignInAgain } from '#components/sign-in-again.tsx'
import { isSignedOut } from '#components/trouble.ts'
import { useTRPC } from '#trpc/provider.tsx'

const askMs = 3000

type SessionWatchProps = {
  /** What the page was made for; absent where the database was away then. */
  known: { user: string; role: Role } | undefined
}

/** Asks on every page whether its session goes on, and tells the server by that whether someone works here. */
export function SessionWatch({ known }: SessionWatchProps) {
  const { refresh } = useRouter()
  const queryClient = useQueryClient()
  const { data, error } = useQuery({
    ...useTRPC().session.current.queryOptions(),
    ...(known && { initialData: known }),
    refetchInterval: ({ state }) => (isSignedOut(state.error) ? false : askMs),
  })
  const isOutdated = data !== undefined && (data.role !== known?.role || data.user !== known.user)
  useEffect(() => {
    if (isOutdated) refresh()
  }, [isOutdated, refresh])
  const isUnknown = error !== null && !isSignedOut(error)
  // What does not tell of the session tells of nothing else: whatever was read well finds that out and says so.
  useEffect(() => {
    if (isUnknown) void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'success' })
  }, [isUnknown, queryClient])
  if (!isSignedOut(error)) return null
  return (
    <div className="max-w-page px-4 pt-6 sm:px-8">
      <SignInAgain email={known?.user} onDone={() => void queryClient.invalidateQueries()} />
    </div>
  )
}
