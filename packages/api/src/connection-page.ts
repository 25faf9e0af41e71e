import { type ClientReport, cursorOf, readCursor } from '@tidegate/store'
import { isStale } from './gateway-router.ts'
import { type Asked, pageInputOf, pageParametersOf } from './page-input.ts'
import { reader } from './trpc.ts'

type Client = ClientReport & { readonly gateway: string }

const asked = {
  search: ['user', 'virtualCluster', 'host', 'software', 'gateway'],
  order: ['user', 'virtualCluster', 'host', 'software', 'connections', 'gateway', 'seen', 'since'],
  filters: { virtualCluster: 'any', gateway: 'any' },
} as const satisfies Asked

type Field = (typeof asked.order)[number]

/** Digits stand as numbers do. */
const textOf = (client: Client, field: Field): string =>
  String(client[field] ?? '').padStart(field === 'connections' ? 9 : 0, '0')

/** Where it stands in an order; no two are alike in the second. */
const placeOf = (client: Client, sort: Field): [string, string] => [
  textOf(client, sort).toLowerCase(),
  JSON.stringify([client.gateway, client.virtualCluster, client.user, client.host, client.software ?? '']),
]

const compare = ([a, x]: readonly string[], [b, y]: readonly string[]): number =>
  a === b ? (x! < y! ? -1 : x === y ? 0 : 1) : a! < b! ? -1 : 1

/** Of what the gateways report, which is in memory anyway. */
export const connectionPage = reader({
  method: 'GET',
  path: '/tidegate/v1/page/connection',
  summary: 'List the clients that are connected in pages, searched, narrowed and ordered',
  status: 200,
  query: pageParametersOf(asked),
})
  .input(pageInputOf(asked))
  .query(async ({ ctx, input: { search, virtualCluster, gateway, order, cursor, limit, ...input } }) => {
    const sort = (input.sort ?? asked.order[0]) as Field
    const listed = { kind: 'Connection', sort, order }
    const direction = order === 'asc' ? 1 : -1
    const workers = (await ctx.store.workers()).filter(worker => !isStale(worker, ctx.now()))
    const all = workers.flatMap(({ name, clients }) => clients.map(client => ({ gateway: name, ...client })))
    const text = search?.toLowerCase()
    const matching = all
      .filter(client => virtualCluster === undefined || client.virtualCluster === virtualCluster)
      .filter(client => gateway === undefined || client.gateway === gateway)
      .filter(
        client => text === undefined || asked.search.some(field => textOf(client, field).toLowerCase().includes(text)),
      )
      .map(client => ({ client, place: placeOf(client, sort) }))
      .sort((a, b) => direction * compare(a.place, b.place))
    const after = cursor === undefined ? undefined : readCursor(cursor, listed, 2)
    const left = after ? matching.filter(({ place }) => direction * compare(place, after) > 0) : matching
    const rows = left.slice(0, limit)
    return {
      rows: rows.map(({ client }) => client),
      ...(left.length > limit && { cursor: cursorOf(listed, rows.at(-1)!.place) }),
      total: matching.length,
      of: all.length,
    }
  })
