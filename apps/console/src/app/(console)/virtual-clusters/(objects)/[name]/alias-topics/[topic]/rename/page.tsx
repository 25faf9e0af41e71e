import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Rename } from './rename.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/[topic]/rename'>

export default async function RenameAliasTopicPage({ params }: Props) {
  const { name: vCluster, topic } = await params
  await requireSession(`/virtual-clusters/${vCluster}/alias-topics/${topic}/rename`)
  const reads = [queryClientOf().prefetchQuery(api.aliasTopic.get.queryOptions({ vCluster, name: topic }))]
  return (
    <Prefetched reads={reads}>
      <Rename vCluster={vCluster} name={topic} />
    </Prefetched>
  )
}
