import { GatewayError } from '@tidegate/errors'
import { text } from '@tidegate/resources'
import { z } from 'zod'
import { requestOf } from './at-gateway.ts'
import { askGateway } from './gateway-call.ts'
import { workerNamed } from './gateway-router.ts'
import { type Rest, reader } from './trpc.ts'

const counts = z.array(z.number())
const flow = z.object({ requests: counts, requestBytes: counts, responseBytes: counts })

/** One number for each sample in each column. */
const trafficOf = z.object({
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

const rest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/traffic',
  summary: 'Tell what clients of a gateway did in the last 15 minutes: requests, bytes, errors and failed handshakes',
  status: 200,
  query: {
    gateway: { type: 'string', description: 'The name of the gateway. Without it, the one that is asked.' },
  },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

/** Of the last quarter of an hour. A gateway keeps it in its memory alone, and so everyone else asks it there. */
export const traffic = reader(rest)
  .input(z.strictObject({ gateway: text.optional() }).default({}))
  .query(async ({ ctx, input }) => {
    const own = ctx.traffic
    if (own && (input.gateway ?? own.gateway) === own.gateway) return own.read()
    if (input.gateway === undefined) throw new GatewayError('INVALID', 'gateway: name the gateway to be asked')
    const worker = await workerNamed(ctx.store, input.gateway)
    const answer = trafficOf.safeParse(await askGateway(ctx, worker, requestOf(rest, input)))
    if (answer.success) return answer.data
    throw new GatewayError(
      'UPSTREAM_UNAVAILABLE',
      `Gateway ${worker.name} tells its traffic in a form that is not known here: bring both to the same version`,
      answer.error,
    )
  })
