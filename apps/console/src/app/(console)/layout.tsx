import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { LiveFeed } from '#components/live-feed.tsx'
import { MayProvider } from '#components/may.tsx'
import { SessionWatch } from '#components/session-watch.tsx'
import { Shell } from '#components/shell.tsx'
import { permissionsOf } from '#packages.ts'
import { requestSession } from '#request-session.ts'
import { ApiProvider } from '#trpc/provider.tsx'

/** Without a session it is the page that sends its reader to sign in: only the page knows where to come back to. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await requestSession()
  if (!session) return <ApiProvider>{children}</ApiProvider>
  const known = session === 'unknown' ? undefined : session
  return (
    <ApiProvider>
      <MayProvider permissions={known ? permissionsOf(known.role) : []}>
        <Shell email={known?.email ?? 'Not known now'} role={known?.role}>
          <LiveFeed />
          <SessionWatch known={known && { user: known.email, role: known.role }} />
          <NuqsAdapter>{children}</NuqsAdapter>
        </Shell>
      </MayProvider>
    </ApiProvider>
  )
}
