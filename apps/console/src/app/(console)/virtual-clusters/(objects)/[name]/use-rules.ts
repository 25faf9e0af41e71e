'use client'

import { useQuery } from '@tanstack/react-query'
import { type AclBinding, useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

type Rules = { readonly cluster: VirtualCluster; readonly rules: readonly AclBinding[] }

/** All rules of a virtual cluster, wherever it keeps them. */
export function useRules(vCluster: string): { data: Rules | undefined; error: { message: string } | null } {
  const trpc = useTRPC()
  const cluster = useQuery(trpc.virtualCluster.get.queryOptions({ name: vCluster }))
  const acls = useQuery(trpc.acl.list.queryOptions({ vCluster }))
  const data = cluster.data &&
    acls.data && {
      cluster: cluster.data,
      rules: cluster.data.spec.aclMode === 'REST_API' ? cluster.data.spec.acls : acls.data.map(({ spec }) => spec),
    }
  return { data, error: cluster.error ?? acls.error }
}
