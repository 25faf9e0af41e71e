import { type KindName, kinds, listings, type ResourceOf } from '@tidegate/resources'
import { requireVirtualCluster } from './change.ts'
import type { Context } from './context.ts'
import { type Asked, type Filter, pageInputOf, pageParametersOf } from './page-input.ts'
import { envelope } from './resource-rest.ts'
import { type Rest, reader } from './trpc.ts'

const askedOf = (kind: KindName): Asked => ({ ...listings[kind], isInVirtualCluster: kinds[kind].scope === 'vCluster' })

const restOf = (kind: KindName): Rest => ({
  method: 'GET',
  path: `/tidegate/v1/page/${kinds[kind].path}`,
  summary: `List ${kind} in pages, searched, narrowed and ordered`,
  status: 200,
  query: pageParametersOf(askedOf(kind)),
  answer: ({ rows, ...page }) => ({ rows: rows.map(rowOf), ...page }),
})

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
    .input(pageInputOf(askedOf(kind)))
    .query(async ({ ctx, input }) => {
      const { vCluster, search, sort, order, cursor, limit } = input
      if (vCluster !== undefined) await requireVirtualCluster(ctx, vCluster)
      const filters = Object.fromEntries(names.map(name => [name, input[name]]))
      const page = await ctx.store.page({ kind, vCluster, search, filters, sort, order, cursor, limit })
      return { ...page, rows: await rows(ctx, page.rows) }
    })
}
