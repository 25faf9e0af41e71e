import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { pathOf } from '#share/steps.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Partners } from './partners.tsx'

export const metadata: Metadata = { title: 'Partners' }

export default async function PartnersPage({ searchParams }: PageProps<'/partners'>) {
  await requireSession('/partners')
  const input = listInputOf(await searchParams)
  const reads = [queryClientOf().prefetchInfiniteQuery(api.partner.page.infiniteQueryOptions(input, goesOn))]
  return (
    <Page
      title="Partners"
      about="With whom topics are shared, until when, and whether their clients are there."
      act={{ href: pathOf('partner'), words: 'Share with a partner' }}
    >
      <Prefetched reads={reads}>
        <Partners />
      </Prefetched>
    </Page>
  )
}
