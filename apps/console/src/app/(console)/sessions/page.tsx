import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Sessions } from './sessions.tsx'

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage() {
  await requireSession('/sessions')
  const reads = [queryClientOf().prefetchQuery(api.session.list.queryOptions())]
  return (
    <Page title="Sessions" about="The browsers in which you are signed in. End one that you do not know.">
      <Prefetched reads={reads}>
        <Sessions />
      </Prefetched>
    </Page>
  )
}
