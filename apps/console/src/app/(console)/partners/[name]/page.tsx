import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Partner } from './partner.tsx'

export const metadata: Metadata = { title: 'Partner' }

export default async function PartnerPage({ params }: PageProps<'/partners/[name]'>) {
  const { name } = await params
  await requireSession(`/partners/${name}`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.partner.get.queryOptions({ name })),
    queryClient.prefetchQuery(api.virtualCluster.overview.queryOptions({ name })),
  ]
  const above = (
    <Link href="/partners" className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      Partners
    </Link>
  )
  return (
    <Page title={name} above={above} act={{ href: `/partners/${name}/connect`, words: 'Connect a client' }}>
      <Prefetched reads={reads}>
        <Partner name={name} />
      </Prefetched>
    </Page>
  )
}
