import type { Metadata } from 'next'
import { Door } from '#components/door.tsx'
import { DoorForm } from '#components/door-form.tsx'
import { Field } from '#components/field.tsx'
import { NewPassword } from '#components/new-password.tsx'
import { Notice } from '#components/notice.tsx'
import { consoleStore } from '#held.ts'
import { one } from '#query.ts'
import { claimClosed } from '#refusals.ts'

export const metadata: Metadata = { title: 'Become the first Owner' }

export default async function Claim({ searchParams }: PageProps<'/claim'>) {
  const token = one((await searchParams).token)
  const { people } = await consoleStore()
  // With the database away the form is shown, and says so when it is sent.
  if (!(await people.isClaimOpen(token).catch(() => true)))
    return (
      <Door title="Become the first Owner">
        <Notice tone="bad" {...claimClosed} />
        <a href="/sign-in" className="text-accent underline underline-offset-2">
          Sign in
        </a>
      </Door>
    )
  return (
    <Door
      title="Become the first Owner"
      about="Nobody owns this console yet. An Owner reads and changes everything, and adds other people."
    >
      <DoorForm action="/api/claim" submit="Become the first Owner" also={{ token }}>
        <Field name="name" label="Name" autoComplete="name" maxLength={200} />
        <Field name="email" label="E-mail" type="email" autoComplete="username" />
        <NewPassword />
      </DoorForm>
    </Door>
  )
}
