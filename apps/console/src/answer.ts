import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { env } from '#env.ts'
import { refusalOf } from '#origin.ts'
import { unavailable } from '#packages.ts'

/** What stood in the way of a form, for its reader: what, why, and what to do; `id` is what the log has it under. */
export type Refusal = { readonly what: string; readonly why?: string; readonly next?: string; readonly id?: string }

export const refuse = (status: number, refusal: Refusal): Response => Response.json({ refusal }, { status })

const databaseAway: Refusal = {
  what: 'The database does not answer',
  why: 'The console knows people and sessions from there.',
  next: 'Check that PostgreSQL runs, then try again.',
}

const unexpected: Refusal = {
  what: 'This did not work',
  why: 'The console met an error that it did not expect.',
  next: 'Try again. Its log says more under the id below.',
}

/** Reads the JSON that a page of the console sends, and answers what went wrong so that the page can show it. */
export const fromPage =
  <Body>(schema: z.ZodType<Body>, act: (body: Body, request: Request) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    const refusal = refusalOf(request, env().TIDEGATE_CONSOLE_URL)
    if (refusal) return refuse(403, { what: `${refusal}.` })
    const body = schema.safeParse(await request.json().catch(() => undefined))
    if (!body.success)
      return refuse(400, { what: `${body.error.issues[0]?.message ?? 'The request could not be read'}.` })
    try {
      return await act(body.data, request)
    } catch (error) {
      const shown = unavailable(error) as { code?: string; message?: string }
      if (shown.code === 'FORBIDDEN' || shown.code === 'CONFLICT') return refuse(403, { what: `${shown.message}.` })
      const id = randomUUID()
      console.error({ correlationId: id, error })
      return shown.code === 'STORE_UNAVAILABLE'
        ? refuse(503, { ...databaseAway, id })
        : refuse(500, { ...unexpected, id })
    }
  }
