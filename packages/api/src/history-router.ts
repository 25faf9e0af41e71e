import { GatewayError } from '@tidegate/errors'
import { differences, type KindName, kinds, type Manifest, text, toYaml } from '@tidegate/resources'
import type { HistoryEvent, ResourceKey } from '@tidegate/store'
import { z } from 'zod'
import { kindName } from './changes.ts'
import { may } from './permission.ts'
import { withoutSecrets } from './physical-cluster.ts'
import { plannedChanges } from './planned-changes.ts'
import { reader, router } from './trpc.ts'

const ID = /^[1-9][0-9]{0,17}$/
const LIMIT = 'give a whole number from 1 to 200'

const filter = z
  .strictObject({
    kind: text.optional(),
    vCluster: text.optional(),
    name: text.optional(),
    account: text.optional(),
    user: text.optional(),
    limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(200, LIMIT).default(50),
    cursor: z.string().regex(ID, 'give the cursor of an answer').optional(),
    /** What a browser that reads page after page says by itself. */
    direction: z.literal('forward').optional(),
  })
  .default({ limit: 50 })

const target = z.strictObject({
  kind: kindName,
  vCluster: text.optional(),
  name: text,
  generation: z.int().describe('The generation to return to.'),
  contents: z
    .boolean()
    .describe('Of a virtual cluster: with its partner and all topics, accounts and ACLs that belong to it.')
    .default(false),
})

export const historyRouter = router({
  list: reader({
    method: 'GET',
    path: '/tidegate/v1/history',
    summary: 'List who changed what, when and where from, the latest first',
    status: 200,
    query: {
      kind: { type: 'string', description: 'Only resources of this kind, or Token.' },
      vcluster: { to: 'vCluster', type: 'string', description: 'Only this virtual cluster and what belongs to it.' },
      name: { type: 'string', description: 'Only what has this name.' },
      account: { type: 'string', description: 'Only service accounts of this name, and their tokens.' },
      user: { type: 'string', description: 'Only what this user did.' },
      limit: { type: 'string', description: 'How many at most, from 1 to 200; 50 if left out.' },
      cursor: { type: 'string', description: 'Goes on where an answer with this cursor ended.' },
    },
  })
    .input(filter)
    .query(async ({ ctx, input: { cursor, limit, direction: _, ...wanted } }) => {
      const people = may(ctx.actor.role, 'people')
      const page = { limit: limit + 1, people, ...(cursor && { before: cursor }) }
      const events = await ctx.store.history({ ...wanted, ...page })
      const shown = events.slice(0, limit)
      return { events: shown.map(shownOf), ...(events.length > limit && { cursor: shown.at(-1)!.id }) }
    }),

  get: reader({
    method: 'GET',
    path: '/tidegate/v1/history/{id}',
    summary: 'Read one change with what was there before and after',
    status: 200,
  })
    .input(z.strictObject({ id: text }))
    .query(async ({ ctx, input: { id } }) => {
      const event = ID.test(id) ? await ctx.store.historyEvent(id) : undefined
      // What was done to people is their Owners' to read; for others it is not there.
      if (!event || (event.kind === 'Person' && !may(ctx.actor.role, 'people')))
        throw new GatewayError('NOT_FOUND', 'There is no such change: list the history for ids')
      const { before, after } = event
      return {
        ...shownOf(event),
        diff: differences(before, after),
        ...(before !== undefined && { yamlBefore: yamlOf(event, before) }),
        ...(after !== undefined && { yamlAfter: yamlOf(event, after) }),
      }
    }),

  /** A mutation as `change.plan` is one. */
  restore: reader({
    method: 'POST',
    path: '/tidegate/v1/history/restore',
    summary: 'Plan the return of a resource, or of a whole virtual cluster, to what it was at a generation',
    status: 200,
    body: {
      schema: target,
      example: { kind: 'VirtualCluster', name: 'mypartner', generation: 7, contents: true },
    },
  })
    .input(target)
    .mutation(async ({ ctx, input }) => {
      const { kind, vCluster, name, generation, contents } = input
      if (contents && kind !== 'VirtualCluster')
        throw new GatewayError('MALFORMED', 'contents: only a virtual cluster has any: leave it out')
      const key = { kind, name, ...(vCluster !== undefined && { vCluster }) } as ResourceKey
      return plannedChanges(ctx, await ctx.store.changesTo({ ...key, generation, contents }))
    }),
})

const shownOf = ({ id, generation, user, surface, operation, kind, vCluster, name, at }: HistoryEvent) => ({
  id,
  generation,
  user,
  surface,
  operation,
  kind,
  ...(vCluster !== undefined && { vCluster }),
  name,
  at: at.toISOString(),
})

/** Of a token, which is no resource, the fields alone. */
function yamlOf({ kind, vCluster, name }: HistoryEvent, spec: unknown): string {
  const definition = Object.hasOwn(kinds, kind) ? kinds[kind as KindName] : undefined
  const metadata = { name, ...(vCluster !== undefined && { vCluster }) }
  const apiVersion = definition?.apiVersion ?? 'tidegate/v1'
  return toYaml({ kind, apiVersion, metadata, spec: withoutSecrets(spec) } as unknown as Manifest)
}
