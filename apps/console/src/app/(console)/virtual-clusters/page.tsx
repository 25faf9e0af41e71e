import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { VirtualClusters } from './virtual-clusters.tsx'

export const metadata: Metadata = { title: 'Virtual clusters' }

export default async function VirtualClustersPage() {
  await requireSession('/virtual-clusters')
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.virtualCluster.list.queryOptions()),
    queryClient.prefetchQuery(api.aliasTopic.list.queryOptions()),
    queryClient.prefetchQuery(api.gateway.list.queryOptions()),
  ]
  return (
    <Page
      title="Virtual clusters"
      about="What partners and tenants see as a Kafka cluster of their own."
      act={{ href: '/virtual-clusters/new', words: 'New virtual cluster' }}
    >
      <Prefetched reads={reads}>
        <VirtualClusters />
      </Prefetched>
    </Page>
  )
}
