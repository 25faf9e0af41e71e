import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { ServiceAccounts } from './service-accounts.tsx'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Service accounts of ${(await params).name}` }
}

export default async function ServiceAccountsPage({ params, searchParams }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/service-accounts`)
  const input = { ...listInputOf(await searchParams), vCluster }
  const reads = [
    queryClientOf().prefetchInfiniteQuery(api.gatewayServiceAccount.page.infiniteQueryOptions(input, goesOn)),
  ]
  return (
    <Prefetched reads={reads}>
      <ServiceAccounts vCluster={vCluster} />
    </Prefetched>
  )
}
