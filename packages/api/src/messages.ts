import { GatewayError } from '@tidegate/errors'
import { text } from '@tidegate/resources'
import { z } from 'zod'
import { atGateway } from './at-gateway.ts'
import type { Context } from './context.ts'
import { type Rest, writer } from './trpc.ts'

const MOST = 50

const request = z
  .strictObject({
    name: text,
    topic: text,
    partition: z.int().min(0).describe('All of them where it is left out.').optional(),
    from: z
      .enum(['beginning', 'end', 'offset'])
      .default('end')
      .describe('The first records, the last, or those at an offset.'),
    offset: z.int().min(0).describe('With from: offset.').optional(),
    limit: z.int().min(1).max(MOST, `give at most ${MOST}`).default(20),
  })
  .refine(
    ({ from, offset }) => (from === 'offset') === (offset !== undefined),
    'offset: give it with from: offset, and only there',
  )
  .refine(
    ({ from, partition }) => from !== 'offset' || partition !== undefined,
    'partition: give one, since offsets are of one',
  )

const rest: Rest = {
  method: 'POST',
  path: '/tidegate/v1/physical-cluster/{name}/topic/{topic}/messages',
  summary:
    'Read a few records of a topic, where the physical cluster lets them be read; no consumer group has part in it',
  status: 200,
  body: {
    schema: z.object(request.shape).omit({ name: true, topic: true }),
    example: { partition: 0, from: 'offset', offset: 42, limit: 10 },
  },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

/** Records are their producers' and may hold anything: they are hidden until somebody decides otherwise for the cluster. */
async function requireReadable({ store }: Context, name: string): Promise<void> {
  const cluster = await store.get({ kind: 'PhysicalCluster', name })
  if (!cluster) throw new GatewayError('NOT_FOUND', `PhysicalCluster ${name} does not exist: check its name`)
  if (cluster.spec.messages !== 'readable')
    throw new GatewayError(
      'FORBIDDEN',
      `Records of cluster ${name} are hidden: set spec.messages of the PhysicalCluster to readable, if they may be read`,
    )
}

/** It changes nothing, and is more than to read: what it answers is not ours. */
export const messages = writer(rest)
  .input(request)
  .mutation(({ ctx, input }) =>
    atGateway(ctx, { cluster: input.name, rest, input }, async clusters => {
      const { name, ...query } = input
      await requireReadable(ctx, name)
      return clusters.messages(name, query, ctx.actor.user)
    }),
  )
