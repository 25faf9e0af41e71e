import type { AppRouter } from '@tidegate/api'
import { TRPCClientError } from '@trpc/client'

export type Trouble = { what: string; why: string; next: string; id?: string | undefined }

const dataOf = (error: unknown) =>
  error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : undefined

export const isSignedOut = (error: unknown): boolean => dataOf(error)?.code === 'UNAUTHORIZED'

/** It did not reach the server, or its answer did not come back. */
export const isUnreachable = (error: unknown): boolean => dataOf(error) === undefined

/** By the gateway or the Kafka cluster that stands behind the console. */
export const isUnanswered = (error: unknown): boolean => dataOf(error)?.reason === 'UPSTREAM_UNAVAILABLE'

export const signedOut: Trouble = {
  what: 'Your session has ended',
  why: 'It was idle for too long, reached its longest duration, or was ended by you or an Owner.',
  next: 'Sign in again; you come back to this page.',
}

const unreachable: Trouble = {
  what: 'The console does not answer',
  why: 'Its server has stopped, or the network to it is down.',
  next: 'This page tries again every two seconds.',
}

const databaseAway = (why: string): Trouble => ({
  what: 'The database does not answer',
  why: `${why}.`,
  next: 'Gateways go on serving what they have. This page tries again every two seconds.',
})

const missing = (why: string): Trouble => ({
  what: 'This does not exist',
  why: `${why}.`,
  next: 'It may have been removed: go back to the list.',
})

const refused = (why: string): Trouble => ({
  what: 'This was not done',
  why: `${why}.`,
  next: 'Nothing has changed.',
})

const unanswered = (why: string): Trouble => ({
  what: 'This could not be asked',
  why: `${why}.`,
  next: 'See under Gateways which of them run and what they reach. This page tries again every two seconds.',
})

const troubles: Readonly<Record<string, (why: string) => Trouble>> = {
  STORE_UNAVAILABLE: databaseAway,
  UPSTREAM_UNAVAILABLE: unanswered,
  NOT_FOUND: missing,
  CONFLICT: refused,
  FORBIDDEN: refused,
  INVALID: refused,
  MALFORMED: refused,
}

/** The server understood and says no: asking again changes nothing. */
export const isRefused = (error: unknown): boolean => {
  const { reason } = dataOf(error) ?? {}
  return reason !== undefined && troubles[reason] === refused
}

export function troubleOf(error: { message: string }): Trouble {
  const data = dataOf(error)
  if (!data) return unreachable
  if (isSignedOut(error)) return signedOut
  const unexpected = {
    what: 'The console could not do this',
    why: `${error.message}.`,
    next: 'The log of the console says more under the id below. This page tries again every two seconds.',
  }
  return { ...(troubles[data.reason]?.(error.message) ?? unexpected), id: data.correlationId }
}
