'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSettled } from '#change/use-plan.ts'
import { type Given, useTRPC, useTRPCClient } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'

type Asked = { vCluster: string; principal: string; changes: Given[] }

/** What a principal may do now and after the changes, as the gateways would decide. It changes nothing. */
export function useCompare(asked: Asked) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const settled = useSettled(JSON.stringify(asked))
  return useQuery({
    queryKey: [...trpc.access.compare.mutationKey(), settled],
    queryFn: () => client.access.compare.mutate(JSON.parse(settled) as Asked),
    enabled: (JSON.parse(settled) as Asked).principal !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    meta: asking,
  })
}
