import { GatewayError } from '@tidegate/errors'
import { type ManifestOf, parseManifest, text } from '@tidegate/resources'
import type { Worker } from '@tidegate/store'
import { z } from 'zod'
import type { Candidate, Trial } from './clusters.ts'
import type { Context } from './context.ts'
import { askGateway } from './gateway-call.ts'
import { isStale } from './gateway-router.ts'
import { type Rest, writer } from './trpc.ts'

/** A gateway that could not be asked is neither well nor broken. */
export type GatewayTrial = Trial | { readonly gateway: string; readonly state: 'unknown'; readonly reason: string }

/** The checks have bounds of their own, and run one after another. */
const TIMEOUT_MS = 25_000

const asPhysicalCluster = z
  .unknown()
  .transform(value => parseManifest(value, 'PhysicalCluster') as ManifestOf<'PhysicalCluster'>)

const request = z
  .strictObject({
    name: text.describe('A physical cluster as it is stored.').optional(),
    manifest: asPhysicalCluster
      .describe('Or one as it would be put. It is not kept; a secret that is left out is the stored one.')
      .optional(),
  })
  .refine(({ name, manifest }) => (name === undefined) !== (manifest === undefined), 'give a name, or a manifest')

const rest: Rest = {
  method: 'POST',
  path: '/tidegate/v1/connection-test',
  summary: 'Connect to a physical cluster anew from the gateway that is asked, and tell what is missing there',
  status: 200,
  body: { schema: request, example: { name: 'clusterA' } },
}

/**
 * Every gateway that runs tries by itself, since each stands in a network of its own. Asked of a gateway, it is that one
 * alone. To connect with credentials that somebody gives is not for who may only read.
 */
export const connectionTest = writer(rest)
  .input(request)
  .mutation(async ({ ctx, input }): Promise<{ gateways: GatewayTrial[] }> => {
    const { clusters } = ctx
    if (clusters) return { gateways: [await clusters.test(candidateOf(input))] }
    const now = ctx.now()
    const live = (await ctx.store.workers()).filter(worker => !isStale(worker, now))
    return { gateways: await Promise.all(live.map(worker => tryFrom(ctx, worker, input))) }
  })

type Input = z.output<typeof request>

const candidateOf = ({ name, manifest }: Input): Pick<Candidate, 'name'> | Candidate =>
  manifest ? { name: manifest.metadata.name, properties: manifest.spec.properties } : { name: name! }

async function tryFrom(context: Context, worker: Worker, body: Input): Promise<GatewayTrial> {
  try {
    const { method, path } = rest
    const answer = await askGateway(context, worker, { method, path, body, timeoutMs: TIMEOUT_MS })
    return (answer as { gateways: [Trial] }).gateways[0]
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'UPSTREAM_UNAVAILABLE') throw error
    return { gateway: worker.name, state: 'unknown', reason: error.message }
  }
}
