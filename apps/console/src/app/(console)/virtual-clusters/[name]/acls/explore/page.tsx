import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Views } from '../views.tsx'
import { Explorer } from './explorer.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls/explore'>

export const metadata: Metadata = { title: 'Who can' }

export default async function ExplorePage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/acls/explore`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.access.principals.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.aliasTopic.list.queryOptions({ vCluster })),
  ]
  return (
    <>
      <Views vCluster={vCluster} />
      <Prefetched reads={reads}>
        <Explorer vCluster={vCluster} />
      </Prefetched>
    </>
  )
}
