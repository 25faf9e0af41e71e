import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Access } from './access.tsx'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts/[account]/access'>

export default async function AccessOfServiceAccountPage({ params }: Props) {
  const { name: vCluster, account } = await params
  await requireSession(`/virtual-clusters/${vCluster}/service-accounts/${account}/access`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.acl.list.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name: vCluster })),
  ]
  return (
    <Prefetched reads={reads}>
      <Access vCluster={vCluster} name={account} />
    </Prefetched>
  )
}
