import type { Metadata } from 'next'
import { Door } from '#components/door.tsx'
import { DoorForm } from '#components/door-form.tsx'
import { NewPassword } from '#components/new-password.tsx'
import { Notice } from '#components/notice.tsx'
import { consoleStore } from '#held.ts'
import { one } from '#query.ts'
import { linkSpent } from '#refusals.ts'

export const metadata: Metadata = { title: 'Set your password' }

export default async function Password({ searchParams }: PageProps<'/password'>) {
  const token = one((await searchParams).token)
  const { people } = await consoleStore()
  // With the database away the form is shown, and says so when it is sent.
  const email = await people.passwordFor(token).catch(() => 'you')
  if (email === undefined)
    return (
      <Door title="Set your password">
        <Notice tone="bad" {...linkSpent} />
      </Door>
    )
  return (
    <Door title="Set your password" about={`For ${email}. It ends the sessions that are open, and signs you in here.`}>
      <DoorForm action="/api/password" submit="Set the password" also={{ token }}>
        <NewPassword />
      </DoorForm>
    </Door>
  )
}
