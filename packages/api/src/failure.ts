import { randomUUID } from 'node:crypto'
import { type ErrorCode, errors, GatewayError } from '@tidegate/errors'
import { invalid } from '@tidegate/resources'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { Context } from './context.ts'

export type Failure = {
  readonly code: ErrorCode
  readonly message: string
  readonly correlationId?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Rides in the cause of a TRPCError, for the surfaces to read. */
class Told extends Error {
  readonly failure: Failure
  constructor(failure: Failure, cause: unknown) {
    super(failure.message, { cause })
    this.failure = failure
  }
}

/** What whoever runs this has to look into: the caller can do nothing about it. */
const isOurs = (code: ErrorCode): boolean => errors[code].http === 500 || errors[code].http === 503

/** The one place where an error becomes what a caller is told. What is not meant for them goes to the log under an id. */
export function tell(error: unknown, context: Pick<Context, 'log'> | undefined): TRPCError {
  const known = publicOf(error) ?? { code: 'INTERNAL' as const, message: errors.INTERNAL.title }
  const failure: Failure = isOurs(known.code) ? { ...known, correlationId: randomUUID() } : known
  if (failure.correlationId) context?.log(error, failure.correlationId)
  const { code, message } = failure
  return new TRPCError({ code: errors[code].trpc, message, cause: new Told(failure, error) })
}

/** What has not passed there is the framework's own refusal: no such procedure, or a request it cannot read. */
export function failureOf(error: TRPCError): Failure {
  if (error.cause instanceof Told) return error.cause.failure
  const code =
    error.code === 'NOT_FOUND' ? 'NOT_FOUND' : error.code === 'INTERNAL_SERVER_ERROR' ? 'INTERNAL' : 'MALFORMED'
  return { code, message: errors[code].title }
}

function publicOf(error: unknown): Failure | undefined {
  const cause = error instanceof TRPCError ? error.cause : error
  if (cause instanceof GatewayError && cause.code !== 'INTERNAL') {
    const { code, message, details } = cause
    return { code, message, ...(details && { details }) }
  }
  if (cause instanceof z.core.$ZodError) return { code: 'MALFORMED', message: invalid(cause).message }
  return undefined
}
