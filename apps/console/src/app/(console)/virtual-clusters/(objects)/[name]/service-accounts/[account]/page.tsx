import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Overview } from './overview.tsx'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts/[account]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, account } = await params
  return { title: `${account} of ${name}` }
}

export default async function ServiceAccountPage({ params }: Props) {
  const { name: vCluster, account } = await params
  await requireSession(`/virtual-clusters/${vCluster}/service-accounts/${account}`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.gatewayServiceAccount.get.queryOptions({ vCluster, name: account })),
    queryClient.prefetchQuery(api.gatewayServiceAccount.usage.queryOptions({ vCluster })),
    queryClient.prefetchQuery(api.connection.list.queryOptions({ virtualCluster: vCluster })),
  ]
  return (
    <Prefetched reads={reads}>
      <Overview vCluster={vCluster} name={account} />
    </Prefetched>
  )
}
