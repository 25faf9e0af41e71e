import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Overview } from './overview.tsx'

type Props = PageProps<'/virtual-clusters/[name]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name }
}

export default async function VirtualClusterPage({ params }: Props) {
  const { name } = await params
  await requireSession(`/virtual-clusters/${name}`)
  const reads = [queryClientOf().prefetchQuery(api.virtualCluster.get.queryOptions({ name }))]
  return (
    <Prefetched reads={reads}>
      <Overview name={name} />
    </Prefetched>
  )
}
