'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { type Given, useTRPC, useTRPCClient } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'

type Rename = { vCluster: string; name: string; to: string; graceHours: number }

const none: Given[] = []

/** What renames a topic, as the server makes it up: a second alias, rights for it, and the end of the first. */
export function useRename(wanted: Rename): { changes: Given[]; error: { message: string } | null } {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const to = useDeferredValue(wanted.to.trim())
  const input = { ...wanted, to }
  const { data, error } = useQuery({
    queryKey: ['renaming', trpc.aliasTopic.planRename.mutationKey(), input],
    queryFn: () => client.aliasTopic.planRename.mutate(input),
    enabled: to !== '',
    refetchInterval: false,
    gcTime: 0,
    meta: asking,
  })
  return { changes: to === '' || error ? none : ((data?.changes as Given[] | undefined) ?? none), error }
}
