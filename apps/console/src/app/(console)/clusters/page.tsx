import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Clusters } from './clusters.tsx'

export const metadata: Metadata = { title: 'Physical clusters' }

export default async function ClustersPage() {
  await requireSession('/clusters')
  const queryClient = queryClientOf()
  const reads = [
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
