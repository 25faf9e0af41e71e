import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { permissionsOf } from '#packages.ts'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { People } from './people.tsx'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const session = await requireSession('/people')
  const isManager = session !== 'unknown' && permissionsOf(session.role).includes('people')
  const reads = isManager ? [queryClientOf().prefetchQuery(api.person.list.queryOptions())] : []
  return (
    <Page
      title="People"
      about="Who may sign in to this console. A Viewer reads, an Operator also changes gateways, an Owner also manages people."
    >
      <Prefetched reads={reads}>
        <People isRoleKnown={session !== 'unknown'} />
      </Prefetched>
    </Page>
  )
}
