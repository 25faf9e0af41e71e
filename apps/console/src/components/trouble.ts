import { TRPCClientError } from '@trpc/client'

export type Trouble = { what: string; why: string; next: string }

const signedOut: Trouble = {
  what: 'Your session has ended',
  why: 'Sessions last twelve hours, and end when the password of the console is changed.',
  next: 'Sign in again; you come back to this page.',
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof TRPCClientError ? (error.data?.code ?? undefined) : undefined

export const isSignedOut = (error: unknown): boolean => codeOf(error) === 'UNAUTHORIZED'

const unreachable: Trouble = {
  what: 'The console does not answer',
  why: 'Its server has stopped, or the network to it is down.',
  next: 'This page tries again every two seconds.',
}

const troubles: Readonly<Record<string, (message: string) => Trouble>> = {
  UNAUTHORIZED: () => signedOut,
  SERVICE_UNAVAILABLE: message => ({
    what: 'The database does not answer',
    why: message,
    next: 'Gateways go on serving what they have. Start PostgreSQL, or check DATABASE_URL of the console; this page tries again every two seconds.',
  }),
  NOT_FOUND: message => ({
    what: 'This does not exist',
    why: message,
    next: 'It may have been removed. Go back to the list.',
  }),
}

const unexpected = (message: string): Trouble => ({
  what: 'The console could not read this',
  why: message,
  next: 'The log of the console says more. This page tries again every two seconds.',
})

/** An error without a code never reached the server. */
export function troubleOf(error: { message: string }): Trouble {
  const code = codeOf(error)
  if (code === undefined) return unreachable
  return (troubles[code] ?? unexpected)(error.message)
}
