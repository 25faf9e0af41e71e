import { type ErrorCode, GatewayError } from '@tidegate/errors'
import { initTRPC } from '@trpc/server'
import type { z } from 'zod'
import type { Context } from './context.ts'
import { failureOf, tell } from './failure.ts'
import { may, type Permission, refusals } from './permission.ts'

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE'

/** A query parameter, and the input field it fills where that has another name. */
export type Parameter = { readonly to?: string; readonly type: 'string' | 'boolean'; readonly description: string }

/** How a procedure is offered as REST. */
export type Rest = {
  readonly method: Method
  /** Names in braces fill the input fields of the same names. */
  readonly path: string
  readonly summary: string
  readonly status: 200 | 204
  readonly query?: Readonly<Record<string, Parameter>>
  /** With `to`, the body is that one field of the input; without, the body's fields are the input's. */
  readonly body?: { readonly to?: string; readonly schema: z.ZodType; readonly example: unknown }
  readonly tag?: string
  /** What it refuses with besides what all do. */
  readonly tells?: readonly ErrorCode[]
  /** Further fields of the operation in the documentation. */
  readonly extensions?: Readonly<Record<string, unknown>>
  /** What REST shows of the output, which is all of it without this. */
  answer?(output: any): unknown
}

export type Meta = { readonly permission?: Permission; readonly rest?: Rest }

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    // A proxy between may close what is silent; a stream that ends now and then is opened anew only with a session.
    sse: {
      ping: { enabled: true, intervalMs: 10_000 },
      maxDurationMs: 30_000,
      client: { reconnectAfterInactivityMs: 25_000 },
    },
    errorFormatter: ({ shape, error }) => {
      const { code, message, correlationId, details } = failureOf(error)
      const data = { ...shape.data, ...details, reason: code, ...(correlationId && { correlationId }) }
      return { ...shape, message, data }
    },
  })

const told = t.middleware(async ({ next, ctx }) => {
  const result = await next()
  if (!result.ok) throw tell(result.error, ctx)
  return result
})

/** Fails closed: a procedure that does not say what it needs is refused to all. */
const permitted = t.middleware(({ next, ctx, meta }) => {
  if (!may(ctx.actor.role, meta?.permission)) throw new GatewayError('FORBIDDEN', refusals[meta?.permission ?? 'write'])
  return next()
})

const procedure = t.procedure.use(told).use(permitted)

export const reader = (rest?: Rest) => procedure.meta({ permission: 'read', ...(rest && { rest }) })
export const writer = (rest?: Rest) => procedure.meta({ permission: 'write', ...(rest && { rest }) })
export const manager = () => procedure.meta({ permission: 'people' })
export const oneself = () => procedure.meta({ permission: 'self' })

/** For tests of what is refused: nothing else may leave the permission out. */
export const unmarked = procedure
export const router = t.router
export const merge = t.mergeRouters
