import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Mark } from '#components/mark.tsx'
import { Notice } from '#components/notice.tsx'
import { requestSession } from '#request-session.ts'

export const metadata: Metadata = { title: 'Sign in' }

const refusals = {
  wrong: { what: 'The e-mail address or the password is wrong.', why: 'Both are set where the console is started.' },
  wait: { what: 'Too many wrong passwords.', why: 'Wait a minute, then try again.' },
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

export default async function SignIn({ searchParams }: PageProps<'/sign-in'>) {
  if (await requestSession()) redirect('/')
  const query = await searchParams
  const refusal = refusals[one(query.refused) as keyof typeof refusals]
  return (
    <main className="mx-auto flex min-h-dvh max-w-96 flex-col justify-center gap-6 px-6 py-12">
      <p className="flex items-center gap-2 font-semibold text-lg tracking-tight">
        <Mark />
        Tidegate
      </p>
      <h1 className="font-semibold text-xl tracking-tight">Sign in</h1>
      {refusal && <Notice tone="bad" {...refusal} />}
      <form action="/api/sign-in" method="post" className="space-y-4">
        <input type="hidden" name="from" value={one(query.from) || '/'} />
        <Field name="email" label="E-mail" type="email" autoComplete="username" />
        <Field name="password" label="Password" type="password" autoComplete="current-password" />
        <button
          type="submit"
          className="w-full rounded-md bg-accent px-4 py-2 font-medium text-on-accent hover:opacity-90"
        >
          Sign in
        </button>
      </form>
    </main>
  )
}

type FieldProps = { name: string; label: string; type: string; autoComplete: string }

const Field = ({ label, ...input }: FieldProps) => (
  <label className="grid gap-1.5">
    <span className="text-ink-2">{label}</span>
    <input
      {...input}
      required
      className="w-full rounded-md border border-line-strong bg-surface-2 px-3 py-2 text-ink-1 focus-visible:outline-offset-0"
    />
  </label>
)
