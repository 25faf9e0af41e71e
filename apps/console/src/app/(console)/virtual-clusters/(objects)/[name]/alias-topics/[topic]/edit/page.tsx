import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Edit } from './edit.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/[topic]/edit'>

export default async function EditAliasTopicPage({ params }: Props) {
  const { name: vCluster, topic } = await params
  await requireSession(`/virtual-clusters/${vCluster}/alias-topics/${topic}/edit`)
  const reads = [queryClientOf().prefetchQuery(api.aliasTopic.get.queryOptions({ vCluster, name: topic }))]
  return (
    <Prefetched reads={reads}>
      <Edit vCluster={vCluster} name={topic} />
    </Prefetched>
  )
}
