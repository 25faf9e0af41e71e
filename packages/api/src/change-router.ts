import { text } from '@tidegate/resources'
import type { Expected } from '@tidegate/store'
import { z } from 'zod'
import { change } from './change.ts'
import { askOutside, changesShape, kindName, readChanges } from './changes.ts'
import { planOf } from './plan.ts'
import { reader, router, writer } from './trpc.ts'

const expected = z.strictObject({
  kind: kindName,
  vCluster: text.optional(),
  name: text,
  generation: z.union([z.int(), z.literal('absent')], 'give a generation, or absent').describe('As the plan says.'),
})

const planRequest = z.strictObject(changesShape)

const applyRequest = z.strictObject({
  ...changesShape,
  expected: z.array(expected).describe('What the changes were planned on: `expected` of the plan.'),
  key: text
    .describe('Of your own choice: the same changes under the same key are made once, and answer the same for a day.')
    .optional(),
})

const example = {
  changes: [
    {
      op: 'put',
      manifest: {
        kind: 'AliasTopic',
        apiVersion: 'gateway/v2',
        metadata: { name: 'topic1', vCluster: 'mypartner' },
        spec: { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA' },
      },
    },
    { op: 'delete', kind: 'GatewayServiceAccount', vCluster: 'mypartner', name: 'user1' },
  ],
}

export const changeRouter = router({
  /** A mutation only because a query has no room for many changes. */
  plan: reader({
    method: 'POST',
    path: '/tidegate/v1/plan',
    summary: 'Tell what changes would do and all that is wrong with them, and change nothing',
    status: 200,
    body: { schema: planRequest, example },
  })
    .input(planRequest)
    .mutation(({ ctx, input }) => planOf(ctx, readChanges(input))),

  /** `apply` alone is a word that tRPC keeps for itself. */
  applyPlan: writer({
    method: 'POST',
    path: '/tidegate/v1/apply',
    summary: 'Make planned changes, all or none, on what they were planned on',
    status: 200,
    tells: ['STALE_WRITE'],
    body: {
      schema: applyRequest,
      example: {
        ...example,
        expected: [
          { kind: 'AliasTopic', vCluster: 'mypartner', name: 'topic1', generation: 'absent' },
          { kind: 'GatewayServiceAccount', vCluster: 'mypartner', name: 'user1', generation: 4 },
        ],
        key: 'a30f8c1e-1d2b-4b57-9f0e-0c3f6a1d7c55',
      },
    },
  })
    .input(applyRequest)
    .mutation(async ({ ctx, input }) => {
      const { changes, refusals } = readChanges(input)
      if (refusals[0]) throw refusals[0].error
      const [refused] = await askOutside(ctx, (await ctx.store.plan(changes)).changes)
      if (refused) throw refused.error
      const { generation, applied } = await change(ctx, changes, {
        expected: input.expected as Expected[],
        ...(input.key !== undefined && { key: input.key }),
      })
      return {
        generation,
        applied: applied.map(({ result, resource: { kind, metadata, generation: since } }) => ({
          kind,
          ...metadata,
          result,
          ...(result !== 'DELETED' && { generation: since }),
        })),
      }
    }),
})
