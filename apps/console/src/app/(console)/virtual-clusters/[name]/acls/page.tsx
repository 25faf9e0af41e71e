import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Principals } from './principals.tsx'
import { Views } from './views.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access to ${(await params).name}` }
}

export default async function AccessPage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/acls`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.access.principals.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name: vCluster })),
  ]
  return (
    <>
      <Views vCluster={vCluster} />
      <Prefetched reads={reads}>
        <Principals vCluster={vCluster} />
      </Prefetched>
    </>
  )
}
