import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Connections } from './connections.tsx'

export const metadata: Metadata = { title: 'Connections' }

export default async function ConnectionsPage({ searchParams }: PageProps<'/connections'>) {
  await requireSession('/connections')
  const queryClient = queryClientOf()
  const input = listInputOf(await searchParams)
  const reads = [
    queryClient.prefetchInfiniteQuery(api.connection.page.infiniteQueryOptions(input, goesOn)),
    queryClient.prefetchQuery(api.connection.refused.queryOptions()),
  ]
  return (
    <Page title="Connections" about="Who is connected to the gateways, and who was refused and why.">
      <Prefetched reads={reads}>
        <Connections />
      </Prefetched>
    </Page>
  )
}
