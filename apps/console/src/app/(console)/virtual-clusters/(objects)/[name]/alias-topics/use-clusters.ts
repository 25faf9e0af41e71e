'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '#trpc/provider.tsx'

/** Where a topic of a virtual cluster may be: on the cluster of its others, or on any that serves topics. */
export function useClusters(vCluster: string): { data: string[] | undefined; error: { message: string } | null } {
  const trpc = useTRPC()
  const aliases = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster }))
  const clusters = useQuery(trpc.physicalCluster.list.queryOptions())
  const [first] = aliases.data ?? []
  const serving = clusters.data?.filter(({ spec }) => spec.role !== 'failover').map(({ metadata }) => metadata.name)
  const data = aliases.data && (first ? [first.spec.physicalCluster] : serving)
  return { data, error: aliases.error ?? clusters.error }
}
