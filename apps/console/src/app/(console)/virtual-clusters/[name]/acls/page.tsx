import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Acls } from './acls.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `ACLs of ${(await params).name}` }
}

export default async function AclsPage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/acls`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.acl.list.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name: vCluster })),
  ]
  return (
    <Prefetched reads={reads}>
      <Acls vCluster={vCluster} />
    </Prefetched>
  )
}
