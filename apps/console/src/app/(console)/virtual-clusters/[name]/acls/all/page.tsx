import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Acls } from '../acls.tsx'
import { Views } from '../views.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls/all'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `ACLs of ${(await params).name}` }
}

export default async function AclsPage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/acls/all`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.acl.list.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name: vCluster })),
  ]
  return (
    <>
      <Views vCluster={vCluster} />
      <Prefetched reads={reads}>
        <Acls vCluster={vCluster} />
      </Prefetched>
    </>
  )
}
