'use client'

import { DoorForm } from '#components/door-form.tsx'
import { Field } from '#components/field.tsx'
import { Notice } from '#components/notice.tsx'
import { signedOut } from '#components/trouble.ts'
import { useHere } from '#components/use-here.ts'

type SignInAgainProps = { email: string | undefined; onDone: () => void }

/** The page stays as it is meanwhile, with all that was typed on it. */
export function SignInAgain({ email, onDone }: SignInAgainProps) {
  const here = useHere()
  return (
    <Notice
      tone="bad"
      what={signedOut.what}
      why={signedOut.why}
      next={
        <div className="max-w-80 space-y-3 pt-2">
          <DoorForm action="/api/sign-in" submit="Sign in again" also={{ from: here }} onDone={onDone}>
            <Field name="email" label="E-mail" type="email" autoComplete="username" defaultValue={email} />
            <Field name="password" label="Password" type="password" autoComplete="current-password" />
          </DoorForm>
          <a className="underline underline-offset-2" href={`/sign-in?${new URLSearchParams({ from: here })}`}>
            Go to the sign-in page; you come back to this one.
          </a>
        </div>
      }
    />
  )
}
