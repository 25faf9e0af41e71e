'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { AppRouter } from '@tidegate/api'
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { activity } from '#trpc/activity.ts'
import { createQueryClient } from '#trpc/query-client.ts'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

type Outputs = inferRouterOutputs<AppRouter>
export type Gateway = Outputs['gateway']['list'][number]
export type GatewayDetail = Outputs['gateway']['get']
export type Connections = Outputs['connection']['list']
export type Client = Outputs['connection']['page']['rows'][number]
export type Refusal = Outputs['connection']['refused'][number]
export type Found = Omit<Outputs['search'][number], 'kind'> & { kind: string; vCluster?: string }
export type PhysicalCluster = Outputs['physicalCluster']['get']
export type VirtualCluster = Outputs['virtualCluster']['get']
export type VirtualClusterRow = Outputs['virtualCluster']['page']['rows'][number]
export type PhysicalClusterRow = Outputs['physicalCluster']['page']['rows'][number]
export type Trial = Outputs['physicalCluster']['test']['gateways'][number]
export type Brokers = Outputs['physicalCluster']['brokers']
export type TopicRow = Outputs['physicalCluster']['topics']['rows'][number]
export type Topic = Outputs['physicalCluster']['topic']
export type KafkaMessage = Outputs['physicalCluster']['messages']['records'][number]
export type GroupRow = Outputs['physicalCluster']['groups']['rows'][number]
export type Group = Outputs['physicalCluster']['group']
export type Standing = Outputs['virtualCluster']['overview']
export type Person = Outputs['person']['list'][number]
export type OpenSession = Outputs['session']['list'][number]
export type AliasTopic = Outputs['aliasTopic']['page']['rows'][number]
export type ServiceAccount = Outputs['gatewayServiceAccount']['page']['rows'][number]
export type Acl = Outputs['acl']['page']['rows'][number]
export type AclBinding = Acl['spec']
export type Access = Outputs['access']['ask']
export type PartnerView = Outputs['access']['partnerView']
export type AliasUser = Outputs['aliasTopic']['users'][number]
export type UsedToken = Outputs['gatewayServiceAccount']['usage'][number]
export type Plan = Outputs['change']['plan']
export type Event = Outputs['history']['list']['events'][number]
export type Given = NonNullable<inferRouterInputs<AppRouter>['change']['plan']['changes']>[number]
export type Compared = Outputs['access']['compare']
export type Principal = Outputs['access']['principals']['principals'][number]
export type Answered = Outputs['access']['ask']
export type Decision = NonNullable<Outputs['access']['ask']['decision']>
export type Partner = Outputs['partner']['get']
export type Share = Outputs['partner']['page']['rows'][number]
export type TokenUse = Outputs['gatewayServiceAccount']['usage'][number]

const url = '/api/trpc'
const link = splitLink<AppRouter>({
  condition: ({ type }) => type === 'subscription',
  true: httpSubscriptionLink({ url }),
  // What a gateway is asked may take long, and nothing else waits for it.
  false: splitLink({
    condition: ({ context }) => context.alone === true,
    true: httpLink({ url, headers: activity }),
    false: httpBatchLink({ url, headers: activity }),
  }),
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
