import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Who } from './who.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls/new'>

export const metadata: Metadata = { title: 'Give access' }

export default async function NewAccessPage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/acls/new`)
  const reads = [queryClientOf().prefetchQuery(api.gatewayServiceAccount.list.queryOptions({ vCluster }))]
  return (
    <Prefetched reads={reads}>
      <Who vCluster={vCluster} />
    </Prefetched>
  )
}
