import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { ServiceAccounts } from './service-accounts.tsx'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Service accounts of ${(await params).name}` }
}

export default async function ServiceAccountsPage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/service-accounts`)
  const reads = [queryClientOf().prefetchQuery(api.gatewayServiceAccount.list.queryOptions({ vCluster }))]
  return (
    <Prefetched reads={reads}>
      <ServiceAccounts vCluster={vCluster} />
    </Prefetched>
  )
}
