import { text } from '@tidegate/resources'
import { z } from 'zod'
import { atGateway } from './at-gateway.ts'
import type { Context } from './context.ts'
import { pageIn, pageParameters } from './kept-page.ts'
import { everyPage } from './page-input.ts'
import { type Rest, reader, router } from './trpc.ts'

const listRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/group',
  summary: 'List the consumer groups of a physical cluster and how far they are behind, page by page',
  status: 200,
  query: pageParameters,
  tells: ['UPSTREAM_UNAVAILABLE'],
}

/** A group may be called anything, also what a path cannot hold. */
const getRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/group-detail',
  summary: 'Read one consumer group of a physical cluster: members, offsets and lag of each partition',
  status: 200,
  query: { group: { type: 'string', description: 'The id of the group.' } },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

const listInput = z.strictObject({ name: text, ...everyPage })
const groupKey = z.strictObject({ name: text, group: text })

/** How far behind they are is looked up for the groups of the page alone. */
const listed = (context: Context, input: z.output<typeof listInput>) =>
  atGateway(context, { cluster: input.name, rest: listRest, input }, async clusters => {
    const { groups, observedAt, missing } = await clusters.groups(input.name)
    const part = input.search?.toLowerCase() ?? ''
    const found = groups.filter(({ id }) => id.toLowerCase().includes(part))
    const { rows, cursor } = pageIn(found, { ...input, sort: 'name', placeOf: ({ id }) => id, keyOf: ({ id }) => id })
    const ids = rows.map(({ id }) => id)
    const loads = new Map((await clusters.groupLoads(input.name, ids)).map(each => [each.id, each]))
    const unknown = { members: null, lag: null }
    return {
      rows: rows.map(row => ({ ...row, ...(loads.get(row.id) ?? unknown) })),
      ...(cursor && { cursor }),
      /** Of what was seen at `observedAt`: how many match, and how many there are. */
      total: found.length,
      of: groups.length,
      observedAt,
      missing,
    }
  })

export const groupRouter = router({
  groups: reader(listRest)
    .input(listInput)
    .query(({ ctx, input }) => listed(ctx, input)),
  group: reader(getRest)
    .input(groupKey)
    .query(({ ctx, input }) =>
      atGateway(ctx, { cluster: input.name, rest: getRest, input }, clusters =>
        clusters.group(input.name, input.group),
      ),
    ),
})
