'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { AppRouter } from '@tidegate/api'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { activity } from '#trpc/activity.ts'
import { createQueryClient } from '#trpc/query-client.ts'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

type Outputs = inferRouterOutputs<AppRouter>
export type Gateway = Outputs['gateway']['list'][number]
export type Connections = Outputs['connection']['list']
export type Found = Omit<Outputs['search'][number], 'kind'> & { kind: string; vCluster?: string }
export type PhysicalCluster = Outputs['physicalCluster']['list'][number]
export type VirtualCluster = Outputs['virtualCluster']['get']
export type Standing = Outputs['virtualCluster']['overview']
export type Person = Outputs['person']['list'][number]
export type OpenSession = Outputs['session']['list'][number]
export type AliasTopic = Outputs['aliasTopic']['get']
export type ServiceAccount = Outputs['gatewayServiceAccount']['get']
export type Partner = Outputs['partner']['get']
export type Share = Outputs['partner']['shares'][number]
export type Plan = Outputs['change']['plan']
export type Event = Outputs['history']['list']['events'][number]
export type Given = NonNullable<inferRouterInputs<AppRouter>['change']['plan']['changes']>[number]
export type AclBinding = Outputs['acl']['get']['spec']

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
