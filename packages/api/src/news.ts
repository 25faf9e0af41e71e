import { GatewayError } from '@tidegate/errors'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { reader } from './trpc.ts'

/** One for each tab of the console: it resumes where it was, and ends with the session. */
export const news = reader()
  .input(z.strictObject({ lastEventId: z.string().optional() }).default({}))
  .subscription(async function* ({ ctx, input, signal }) {
    const { feed } = ctx
    if (!feed || !signal)
      throw new GatewayError('API_NOT_OFFERED', 'Changes are told to consoles alone: ask for what you need')
    for await (const { id, about } of feed.read(input.lastEventId, signal)) yield tracked(id, { about })
  })
