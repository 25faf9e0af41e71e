import type { ReactNode } from 'react'
import { Page } from '#components/page.tsx'
import { requestSession } from '#request-session.ts'
import { Wizard } from './wizard.tsx'

/** It stays while its reader goes from step to step. Each step asks for the session by itself. */
export default async function ShareLayout({ children }: { children: ReactNode }) {
  const session = await requestSession()
  // What the wizard does not show it does not run, and then no step leads to sign in.
  if (!session) return children
  const person = session === 'unknown' ? undefined : session.email
  return (
    <Page
      title="Share with a partner"
      about="Topics of yours, under names of your choice, for the clients of someone else."
    >
      <Wizard person={person}>{children}</Wizard>
    </Page>
  )
}
