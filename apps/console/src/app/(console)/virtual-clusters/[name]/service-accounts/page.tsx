import { requireSession } from '#request-session.ts'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { ServiceAccounts } from './service-accounts.tsx'

export default async function ServiceAccountsPage({ params }: PageProps<'/virtual-clusters/[name]/service-accounts'>) {
  const vCluster = decodeURIComponent((await params).name)
  await requireSession(`/virtual-clusters/${encodeURIComponent(vCluster)}/service-accounts`)
  void queryClientOf().prefetchQuery(api.serviceAccount.list.queryOptions({ vCluster }))
  return (
    <Hydrated>
      <ServiceAccounts vCluster={vCluster} />
    </Hydrated>
  )
}
