import { requireSession } from '#request-session.ts'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { Acls } from './acls.tsx'

export default async function AclsPage({ params }: PageProps<'/virtual-clusters/[name]/acls'>) {
  const vCluster = decodeURIComponent((await params).name)
  await requireSession(`/virtual-clusters/${encodeURIComponent(vCluster)}/acls`)
  void queryClientOf().prefetchQuery(api.acl.list.queryOptions({ vCluster }))
  return (
    <Hydrated>
      <Acls vCluster={vCluster} />
    </Hydrated>
  )
}
