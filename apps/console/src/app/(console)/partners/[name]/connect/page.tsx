import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Connect } from './connect.tsx'

export const metadata: Metadata = { title: 'Connect a partner' }

export default async function ConnectPage({ params }: PageProps<'/partners/[name]/connect'>) {
  const { name } = await params
  await requireSession(`/partners/${name}/connect`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.partner.get.queryOptions({ name })),
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name })),
    queryClient.prefetchQuery(api.virtualCluster.overview.queryOptions({ name })),
    queryClient.prefetchQuery(api.connection.list.queryOptions()),
  ]
  const above = (
    <Link href="/partners" className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      Partners
    </Link>
  )
  return (
    <Page title={`Connect ${name}`} about="What the partner’s clients need, and whether they are there." above={above}>
      <Prefetched reads={reads}>
        <Connect name={name} />
      </Prefetched>
    </Page>
  )
}
