import { requireSession } from '#request-session.ts'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { AliasTopics } from './alias-topics.tsx'

export default async function AliasTopicsPage({ params }: PageProps<'/virtual-clusters/[name]/alias-topics'>) {
  const vCluster = decodeURIComponent((await params).name)
  await requireSession(`/virtual-clusters/${encodeURIComponent(vCluster)}/alias-topics`)
  void queryClientOf().prefetchQuery(api.aliasTopic.list.queryOptions({ vCluster }))
  return (
    <Hydrated>
      <AliasTopics vCluster={vCluster} />
    </Hydrated>
  )
}
