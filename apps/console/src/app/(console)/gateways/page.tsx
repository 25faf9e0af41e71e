import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Gateways } from './gateways.tsx'

export const metadata: Metadata = { title: 'Gateways' }

export default async function GatewaysPage() {
  await requireSession('/gateways')
  const reads = [queryClientOf().prefetchQuery(api.gateway.list.queryOptions())]
  return (
    <Page title="Gateways" about="The workers that serve Kafka clients, as each last reported itself.">
      <Prefetched reads={reads}>
        <Gateways />
      </Prefetched>
    </Page>
  )
}
