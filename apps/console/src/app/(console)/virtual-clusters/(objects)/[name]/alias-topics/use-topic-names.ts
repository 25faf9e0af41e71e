'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTRPC } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'

const most = 20

/** Topics of a physical cluster that hold what is typed: none where no gateway tells of them. */
export function useTopicNames(cluster: string, typed: string): string[] {
  const search = useDeferredValue(typed.trim())
  const input = { name: cluster, type: 'user', limit: most, ...(search !== '' && { search }) } as const
  const options = useTRPC().physicalCluster.topics.queryOptions(input, { trpc: { context: { alone: true } } })
  const { data } = useQuery({
    ...options,
    enabled: cluster !== '',
    placeholderData: keepPreviousData,
    refetchInterval: false,
    meta: asking,
  })
  return data?.rows.map(({ name }) => name) ?? []
}
