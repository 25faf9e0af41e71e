import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Overview } from './overview.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/[topic]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, topic } = await params
  return { title: `${topic} of ${name}` }
}

export default async function AliasTopicPage({ params }: Props) {
  const { name: vCluster, topic } = await params
  await requireSession(`/virtual-clusters/${vCluster}/alias-topics/${topic}`)
  const reads = [queryClientOf().prefetchQuery(api.aliasTopic.get.queryOptions({ vCluster, name: topic }))]
  return (
    <Prefetched reads={reads}>
      <Overview vCluster={vCluster} name={topic} />
    </Prefetched>
  )
}
