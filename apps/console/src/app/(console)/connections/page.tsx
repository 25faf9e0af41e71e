import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Connections } from './connections.tsx'

export const metadata: Metadata = { title: 'Connections' }

export default async function ConnectionsPage() {
  await requireSession('/connections')
  const reads = [queryClientOf().prefetchQuery(api.connection.list.queryOptions())]
  return (
    <Page title="Connections" about="Who is connected to the gateways, and who was refused and why.">
      <Prefetched reads={reads}>
        <Connections />
      </Prefetched>
    </Page>
  )
}
