import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { VirtualClusters } from './virtual-clusters.tsx'

export const metadata: Metadata = { title: 'Virtual clusters' }

export default async function VirtualClustersPage({ searchParams }: PageProps<'/virtual-clusters'>) {
  await requireSession('/virtual-clusters')
  const input = listInputOf(await searchParams)
  const reads = [queryClientOf().prefetchInfiniteQuery(api.virtualCluster.page.infiniteQueryOptions(input, goesOn))]
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
