import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Body } from '@tidegate/protocol'
import { TopicTable } from '@tidegate/proxy'
import { serveApart } from '../src/apart.ts'
import type { Context } from '../src/context.ts'
import { speechOf, type Voice } from '../src/renames.ts'
import { TopicIds } from '../src/topic-ids.ts'
import { Writers } from '../src/writers.ts'
import { viewOf } from './view.ts'

/** `orders` is renamed to `purchases`; `bills` has one name. */
const view = viewOf({
  aliases: { purchases: 'physical.orders', orders: 'physical.orders', bills: 'physical.bills' },
  retiring: { orders: 'purchases' },
})

function speaking(voice: Voice = new Map()) {
  const used: string[] = []
  return {
    used,
    request: () =>
      speechOf(
        view,
        () => voice,
        alias => used.push(alias),
      ),
  }
}

test('both names lead to the topic, and each has an id of its own', () => {
  deepStrictEqual(['orders', 'purchases'].map(view.topics.toPhysical), ['physical.orders', 'physical.orders'])
  notStrictEqual(view.ids.topicId('orders', 'id'), view.ids.topicId('purchases', 'id'))
})

test('a client is told the name that it used last, and the new one where it used none', () => {
  const { request } = speaking()
  strictEqual(request().topics.toVirtual('physical.orders'), 'purchases')
  request().named('orders')
  strictEqual(request().topics.toVirtual('physical.orders'), 'orders')
  request().named('purchases')
  strictEqual(request().topics.toVirtual('physical.orders'), 'purchases')
  request().topics.toPhysical('orders')
  strictEqual(request().topics.toVirtual('physical.orders'), 'orders')
})

test('who uses both names in one request is told the new one, in whatever order they come', () => {
  for (const names of [
    ['orders', 'purchases'],
    ['purchases', 'orders'],
  ]) {
    const speech = speaking().request()
    names.forEach(speech.named)
    strictEqual(speech.topics.toVirtual('physical.orders'), 'purchases')
  }
})

test('only the use of the old name is told, and nothing is kept of topics with one name', () => {
  const voice: Voice = new Map()
  const { used, request } = speaking(voice)
  for (const name of ['bills', 'purchases', 'nothing', 'orders']) request().named(name)
  deepStrictEqual(used, ['orders'])
  deepStrictEqual([...voice.keys()], ['physical.orders'])
})

const contextOf = (request: Body) =>
  ({ view, ids: new TopicIds(view, new TopicTable()), request }) as unknown as Context

test('a request that names a topic by both its names is two to the broker, and one answer', async () => {
  const seen: string[][] = []
  const serve = async ({ request }: Context) => {
    const names = request.topics.map(({ name }: Body) => name)
    seen.push(names)
    return { throttleTimeMs: 1, topics: names.map((name: string) => ({ name })) }
  }
  const file = { name: 'ListOffsets', versions: [1, 1] as const, serve }
  const topics = ['orders', 'bills', 'purchases', 'bills', 'nothing'].map(name => ({ name }))
  deepStrictEqual(await serveApart(file, contextOf({ topics })), {
    throttleTimeMs: 1,
    topics: ['orders', 'bills', 'bills', 'nothing', 'purchases'].map(name => ({ name })),
  })
  deepStrictEqual(seen, [['orders', 'bills', 'bills', 'nothing'], ['purchases']])
  seen.length = 0
  await serveApart(file, contextOf({ topics: topics.slice(0, 2) }))
  deepStrictEqual(seen, [['orders', 'bills']])
})

test('the groups of a request are divided each by itself', async () => {
  const serve = async ({ request }: Context) => ({
    groups: request.groups.map(({ groupId, topics }: Body) => ({ groupId, topics: topics ?? [{ name: 'all' }] })),
  })
  const file = { name: 'OffsetFetch', versions: [8, 8] as const, serve }
  const groups = [
    { groupId: 'a', topics: [{ name: 'purchases' }, { name: 'orders' }] },
    { groupId: 'b', topics: null },
  ]
  deepStrictEqual(await serveApart(file, contextOf({ groups })), {
    groups: [
      { groupId: 'a', topics: [{ name: 'purchases' }, { name: 'orders' }] },
      { groupId: 'b', topics: [{ name: 'all' }] },
    ],
  })
})

/** A batch in two slices, as it may come. */
function records(producerId: bigint, epoch = 0) {
  const bytes = Buffer.alloc(61)
  bytes[16] = 2
  bytes.writeBigInt64BE(producerId, 43)
  bytes.writeInt16BE(epoch, 51)
  return { records: [bytes.subarray(0, 45), bytes.subarray(45)] }
}

test('an idempotent producer writes to a renamed topic under one name, until it counts anew', () => {
  const writers = new Writers()
  const may = (alias: string, batch: Body) => writers.mayWrite(view, alias, batch)
  deepStrictEqual(
    [may('orders', records(7n)), may('purchases', records(7n)), may('orders', records(7n))],
    [true, false, true],
  )
  deepStrictEqual([may('purchases', records(7n, 1)), may('orders', records(7n, 1))], [true, false])
  strictEqual(may('purchases', records(8n)), true)
})

test('who does not count what it sends writes under both names, and other topics are nobody’s business', () => {
  const writers = new Writers()
  const may = (alias: string, batch: Body) => writers.mayWrite(view, alias, batch)
  strictEqual(
    ['orders', 'purchases', 'orders'].every(alias => may(alias, records(-1n))),
    true,
  )
  strictEqual(
    ['bills', 'bills'].every(alias => may(alias, records(7n))),
    true,
  )
  strictEqual(may('orders', { records: [Buffer.alloc(3)] }), true)
})
