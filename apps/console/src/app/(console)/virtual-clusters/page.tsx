import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { VirtualClusters } from './virtual-clusters.tsx'

export const metadata: Metadata = { title: 'Virtual clusters' }

export default async function VirtualClustersPage() {
  await requireSession('/virtual-clusters')
  void queryClientOf().prefetchQuery(api.virtualCluster.list.queryOptions())
  void queryClientOf().prefetchQuery(api.aliasTopic.list.queryOptions())
  void queryClientOf().prefetchQuery(api.gateway.list.queryOptions())
  return (
    <Page title="Virtual clusters" about="What partners and tenants see as a Kafka cluster of their own.">
      <Hydrated>
        <VirtualClusters />
      </Hydrated>
    </Page>
  )
}
