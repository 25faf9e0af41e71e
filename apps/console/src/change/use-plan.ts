'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isRefused } from '#components/trouble.ts'
import type { Plan } from '#trpc/provider.tsx'
import { useTRPC, useTRPCClient } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'
import type { Wanted } from './wanted.ts'

const pauseMs = 200
const pollMs = 2000

export type Planned = {
  readonly plan: Plan | undefined
  readonly error: { message: string } | null
  /** Whether the plan is of what is wanted now. */
  readonly isCurrent: boolean
}

/** What the server says of what is wanted, again whenever that or the configuration changes. It changes nothing. */
export function usePlan(wanted: Wanted): Planned {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const text = JSON.stringify(wanted)
  const settled = useSettled(text)
  const input = JSON.parse(settled) as Wanted
  const isEmpty = (input.changes?.length ?? 0) === 0 && !input.yaml?.trim()
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [...trpc.change.plan.mutationKey(), settled],
    queryFn: () => client.change.plan.mutate({ changes: [...(input.changes ?? [])], yaml: input.yaml ?? '' }),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    meta: asking,
    refetchInterval: ({ state }) => (state.error && !isRefused(state.error) ? pollMs : false),
  })
  const plan = isEmpty ? undefined : data
  return { plan, error, isCurrent: plan !== undefined && settled === text && !isPlaceholderData && !error }
}

/** The value once it has stopped changing for a moment. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
