import type { ReactNode } from 'react'
import { LiveFeed } from '#components/live-feed.tsx'
import { Shell } from '#components/shell.tsx'
import { requestSession } from '#request-session.ts'
import { ApiProvider } from '#trpc/provider.tsx'

/** Without a session it is the page that sends its reader to sign in: only the page knows where to come back to. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await requestSession()
  return (
    <ApiProvider>
      {session ? (
        <Shell email={session.email}>
          <LiveFeed />
          {children}
        </Shell>
      ) : (
        children
      )}
    </ApiProvider>
  )
}
