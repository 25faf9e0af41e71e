import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { Gateways } from './gateways.tsx'

export const metadata: Metadata = { title: 'Gateways' }

export default async function GatewaysPage() {
  await requireSession('/gateways')
  void queryClientOf().prefetchQuery(api.gateway.list.queryOptions())
  return (
    <Page title="Gateways" about="The workers that serve Kafka clients, as each last reported itself.">
      <Hydrated>
        <Gateways />
      </Hydrated>
    </Page>
  )
}
