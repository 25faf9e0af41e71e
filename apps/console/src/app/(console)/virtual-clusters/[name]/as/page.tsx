import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Views } from '../acls/views.tsx'
import { AsPartner } from './as-partner.tsx'

type Props = PageProps<'/virtual-clusters/[name]/as'>

export const metadata: Metadata = { title: 'View as partner' }

export default async function AsPartnerPage({ params }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/as`)
  const reads = [queryClientOf().prefetchQuery(api.gatewayServiceAccount.list.queryOptions({ vCluster }))]
  return (
    <>
      <Views vCluster={vCluster} />
      <Prefetched reads={reads}>
        <AsPartner vCluster={vCluster} />
      </Prefetched>
    </>
  )
}
