import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { Overview } from './overview.tsx'

type Props = PageProps<'/virtual-clusters/[name]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function VirtualClusterPage({ params }: Props) {
  const name = decodeURIComponent((await params).name)
  await requireSession(`/virtual-clusters/${encodeURIComponent(name)}`)
  void queryClientOf().prefetchQuery(api.virtualCluster.get.queryOptions({ name }))
  return (
    <Hydrated>
      <Overview name={name} />
    </Hydrated>
  )
}
