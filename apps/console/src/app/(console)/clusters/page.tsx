import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Clusters } from './clusters.tsx'

export const metadata: Metadata = { title: 'Physical clusters' }

export default async function ClustersPage({ searchParams }: PageProps<'/clusters'>) {
  await requireSession('/clusters')
  const queryClient = queryClientOf()
  const input = listInputOf(await searchParams)
  const reads = [
    queryClient.prefetchInfiniteQuery(api.physicalCluster.page.infiniteQueryOptions(input, goesOn)),
    queryClient.prefetchQuery(api.physicalCluster.list.queryOptions()),
    queryClient.prefetchQuery(api.gateway.list.queryOptions()),
  ]
  return (
    <Page
      title="Physical clusters"
      about="The Kafka clusters behind the gateways, and how each gateway reaches them."
      act={{ href: '/clusters/new', words: 'Add physical cluster' }}
    >
      <Prefetched reads={reads}>
        <Clusters />
      </Prefetched>
    </Page>
  )
}
