'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { AppRouter } from '@tidegate/api'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { inferRouterOutputs } from '@trpc/server'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { activity } from '#trpc/activity.ts'
import { createQueryClient } from '#trpc/query-client.ts'

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>()

export { useTRPC }

type Outputs = inferRouterOutputs<AppRouter>
export type Gateway = Outputs['gateway']['list'][number]
export type Client = Outputs['connection']['page']['rows'][number]
export type Refusal = Outputs['connection']['refused'][number]
export type Found = Omit<Outputs['search'][number], 'kind'> & { kind: string; vCluster?: string }
export type VirtualCluster = Outputs['virtualCluster']['get']
export type VirtualClusterRow = Outputs['virtualCluster']['page']['rows'][number]
export type PhysicalClusterRow = Outputs['physicalCluster']['page']['rows'][number]
export type Standing = Outputs['virtualCluster']['overview']
export type Person = Outputs['person']['list'][number]
export type OpenSession = Outputs['session']['list'][number]
export type AliasTopic = Outputs['aliasTopic']['page']['rows'][number]
export type ServiceAccount = Outputs['gatewayServiceAccount']['page']['rows'][number]
export type Acl = Outputs['acl']['page']['rows'][number]
export type AclBinding = Acl['spec']

const url = '/api/trpc'
const link = splitLink<AppRouter>({
  condition: ({ type }) => type === 'subscription',
  true: httpSubscriptionLink({ url }),
  false: httpBatchLink({ url, headers: activity }),
})

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(() => createTRPCClient<AppRouter>({ links: [link] }))
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
