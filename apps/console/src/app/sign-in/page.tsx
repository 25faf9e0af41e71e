import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Door } from '#components/door.tsx'
import { DoorForm } from '#components/door-form.tsx'
import { Field } from '#components/field.tsx'
import { env } from '#env.ts'
import { localPath } from '#origin.ts'
import { one } from '#query.ts'
import { oidcRefused } from '#refusals.ts'
import { requestSession } from '#request-session.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignIn({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams
  const from = localPath(one(query.from))
  const session = await requestSession()
  if (session && session !== 'unknown') redirect(from)
  const { TIDEGATE_OIDC_ISSUER, TIDEGATE_OIDC_NAME } = env()
  const error = one(query.error)
  return (
    <Door title="Sign in">
      {TIDEGATE_OIDC_ISSUER && (
        <DoorForm
          action="/api/sign-in/oidc"
          submit={`Sign in with ${TIDEGATE_OIDC_NAME}`}
          look="plain"
          also={{ from }}
          refusal={error ? oidcRefused(error) : undefined}
        />
      )}
      <DoorForm action="/api/sign-in" submit="Sign in" also={{ from }}>
        <Field name="email" label="E-mail" type="email" autoComplete="username" />
        <Field name="password" label="Password" type="password" autoComplete="current-password" />
      </DoorForm>
    </Door>
  )
}
