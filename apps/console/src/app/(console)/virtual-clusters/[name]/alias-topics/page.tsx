import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { AliasTopics } from './alias-topics.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Alias topics of ${(await params).name}` }
}

export default async function AliasTopicsPage({ params, searchParams }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/alias-topics`)
  const input = { ...listInputOf(await searchParams), vCluster }
  const reads = [queryClientOf().prefetchInfiniteQuery(api.aliasTopic.page.infiniteQueryOptions(input, goesOn))]
  return (
    <Prefetched reads={reads}>
      <AliasTopics vCluster={vCluster} />
    </Prefetched>
  )
}
