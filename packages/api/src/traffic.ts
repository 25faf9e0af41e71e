import { GatewayError } from '@tidegate/errors'
import { text } from '@tidegate/resources'
import { z } from 'zod'
import { reader } from './trpc.ts'

const counts = z.array(z.number())
const flow = z.object({ requests: counts, requestBytes: counts, responseBytes: counts })

/** One number for each sample in each column. */
export const trafficOf = z.object({
  everySeconds: z.number(),
  /** The oldest first. `at` is the end of the seconds that it counts. */
  samples: z.array(z.object({ at: z.string(), seconds: z.number() })),
  /** Those with the most bytes, the most first. */
  virtualClusters: z.array(flow.extend({ virtualCluster: z.string() })),
  /** The sum of the rest. */
  others: flow,
  /** Names of Kafka's error codes that clients were told, and causes of failed handshakes, the most frequent first. */
  errors: z.array(z.object({ error: z.string(), count: z.number() })),
  refusals: z.array(z.object({ refusal: z.string(), count: z.number() })),
})

export type TrafficOf = z.output<typeof trafficOf>

/** Of the last quarter of an hour, which a gateway keeps in its memory alone. */
export const traffic = reader({
  method: 'GET',
  path: '/tidegate/v1/traffic',
  summary: 'Tell what clients of a gateway did in the last 15 minutes: requests, bytes, errors and failed handshakes',
  status: 200,
  query: {
    gateway: { type: 'string', description: 'The name of the gateway. Without it, the one that is asked.' },
  },
})
  .input(z.strictObject({ gateway: text.optional() }).default({}))
  .query(async ({ ctx, input }) => {
    const { traffic } = ctx
    if (!traffic || (input.gateway !== undefined && input.gateway !== traffic.gateway))
      throw new GatewayError('API_NOT_OFFERED', 'A gateway tells its own traffic alone: ask it at its admin address')
    return { gateway: traffic.gateway, ...traffic.read() }
  })
