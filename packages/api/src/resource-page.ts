import { type KindName, kinds, listings, type ResourceOf, text } from '@tidegate/resources'
import { z } from 'zod'
import { requireVirtualCluster } from './change.ts'
import type { Context } from './context.ts'
import { envelope } from './resource-rest.ts'
import { type Parameter, type Rest, reader } from './trpc.ts'

const LIMIT = 'give a whole number from 1 to 200'

/** A cursor is longer than any other text: it holds a few names. */
const CURSOR_LENGTH = 8_000

/** What every list in pages takes. */
export const everyPage = {
  search: text.optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  cursor: z.string().max(CURSOR_LENGTH, 'give the cursor of an answer').optional(),
  limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(200, LIMIT).default(100),
  // Said by queries that go on and on, of which these know one way.
  direction: z.literal('forward').optional(),
}

type Filter = 'role' | 'type' | 'physicalCluster' | 'principal' | 'resourceType' | 'operation' | 'permissionType'

/** Which of them a kind takes, and with which values, its schema decides. */
export type PageInput = {
  readonly [field in Filter | 'vCluster' | 'search' | 'sort' | 'cursor']?: string | undefined
} & {
  readonly order?: 'asc' | 'desc' | undefined
  readonly limit?: number | undefined
  readonly direction?: 'forward' | undefined
}

type ReadInput = PageInput & { readonly order: 'asc' | 'desc'; readonly limit: number }

const isInVirtualCluster = (kind: KindName) => kinds[kind].scope === 'vCluster'

function inputOf(kind: KindName): z.ZodType<ReadInput, PageInput> {
  const { order, filters } = listings[kind]
  const narrowed = Object.entries(filters).map(([name, values]) => [
    name,
    (values === 'any' ? text : z.enum(values)).optional(),
  ])
  return z.strictObject({
    ...everyPage,
    ...(isInVirtualCluster(kind) && { vCluster: text.optional() }),
    sort: z.enum(order).optional(),
    ...Object.fromEntries(narrowed),
  }) as unknown as z.ZodType<ReadInput, PageInput>
}

function restOf(kind: KindName): Rest {
  const { search, order, filters } = listings[kind]
  const parameter = (description: string): Parameter => ({ type: 'string', description })
  const narrowed = Object.entries(filters).map(([name, values]) => {
    const one = values === 'any' ? '' : `: one of ${values.join(', ')}`
    return [name, parameter(`Only those of this ${name}${one}.`)] as const
  })
  return {
    method: 'GET',
    path: `/tidegate/v1/page/${kinds[kind].path}`,
    summary: `List ${kind} by ${kind} in pages, searched, narrowed and ordered`,
    status: 200,
    query: {
      ...(isInVirtualCluster(kind) && {
        vcluster: { ...parameter('Only what belongs to this virtual cluster.'), to: 'vCluster' },
      }),
      search: parameter(`A part of ${search.join(' or ')}, in any case of letters.`),
      ...Object.fromEntries(narrowed),
      sort: parameter(`What to order by: one of ${order.join(', ')}; ${order[0]} if left out.`),
      order: parameter('asc or desc; asc if left out.'),
      limit: parameter('How many at most, from 1 to 200; 100 if left out.'),
      cursor: parameter('Goes on where an answer with this cursor ended, in the same order.'),
    },
    answer: ({ rows, ...page }) => ({ rows: rows.map(rowOf), ...page }),
  }
}

const rowOf = ({ status, ...resource }: Parameters<typeof envelope>[0] & { readonly status?: object }) => ({
  ...envelope(resource),
  ...(status && { status }),
})

/** `rows` says what readers see of the resources of one page, with what is known of them beside. */
export function pageOf<K extends KindName, Row>(
  kind: K,
  rows: (context: Context, resources: readonly ResourceOf<K>[]) => Row[] | Promise<Row[]>,
) {
  const names = Object.keys(listings[kind].filters) as Filter[]
  return reader(restOf(kind))
    .input(inputOf(kind).default({ order: 'asc', limit: 100 }))
    .query(async ({ ctx, input }) => {
      const { vCluster, search, sort, order, cursor, limit } = input
      if (vCluster !== undefined) await requireVirtualCluster(ctx, vCluster)
      const filters = Object.fromEntries(names.map(name => [name, input[name]]))
      const page = await ctx.store.page({ kind, vCluster, search, filters, sort, order, cursor, limit })
      return { ...page, rows: await rows(ctx, page.rows) }
    })
}
