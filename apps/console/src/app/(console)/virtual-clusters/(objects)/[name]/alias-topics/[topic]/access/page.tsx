import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Access } from './access.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/[topic]/access'>

export default async function AccessOfAliasTopicPage({ params }: Props) {
  const { name: vCluster, topic } = await params
  await requireSession(`/virtual-clusters/${vCluster}/alias-topics/${topic}/access`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.acl.list.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name: vCluster })),
  ]
  return (
    <Prefetched reads={reads}>
      <Access vCluster={vCluster} name={topic} />
    </Prefetched>
  )
}
