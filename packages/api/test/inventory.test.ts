import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appRouter, type Clusters, type TopicSummary } from '../src/index.ts'
import { apiOver, cluster } from './api.ts'
import { emptyStore } from './fixture.ts'

const { send, contextFor } = apiOver(await emptyStore())
await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })

const topic = (name: string, rest: Partial<TopicSummary> = {}): TopicSummary => ({
  name,
  internal: false,
  partitions: 1,
  replication: 1,
  underReplicated: 0,
  sizeBytes: 0,
  ...rest,
})

/** A gateway that sees these topics; the list may be changed meanwhile. */
function seeing(topics: TopicSummary[]) {
  const context = contextFor('admin', true, 'trpc')
  const seen = { observedAt: '2026-01-02T03:04:05.678Z', missing: [], clusterId: 'c', controllerId: 1, brokers: [] }
  const clusters: Clusters = {
    ...context.clusters!,
    topics: async () => ({ ...seen, topics }),
    aliases: async (_, names) => names.map(name => ({ topic: name, vCluster: 'acme', name: `my-${name}` })),
  }
  const caller = appRouter.createCaller({ ...context, clusters })
  return (input: object = {}) => caller.physicalCluster.topics({ name: 'clusterA', ...input })
}

const many = Array.from({ length: 45 }, (_, i) =>
  topic(`t-${String(i).padStart(2, '0')}`, { partitions: i % 4, sizeBytes: i % 5 === 0 ? null : i % 7 }),
)

async function all(page: ReturnType<typeof seeing>, input: object): Promise<string[]> {
  const names: string[] = []
  let cursor: string | undefined
  do {
    const answer = await page({ ...input, limit: 10, ...(cursor && { cursor }) })
    names.push(...answer.rows.map(({ name }) => name))
    cursor = answer.cursor
  } while (cursor)
  return names
}

for (const sort of ['name', 'partitions', 'size'])
  for (const order of ['asc', 'desc'])
    test(`Every topic is on one page and no other, by ${sort}, ${order}`, async () => {
      const names = await all(seeing(many), { sort, order })
      assert.deepEqual(
        names.toSorted(),
        many.map(({ name }) => name),
      )
    })

test('Topics come in the order that was asked for, what is not known before all else', async () => {
  const page = seeing([topic('b', { sizeBytes: 1 }), topic('a', { sizeBytes: null }), topic('c', { sizeBytes: 9 })])
  const names = async (input: object) => (await page(input)).rows.map(({ name }) => name).join('')
  assert.equal(await names({}), 'abc')
  assert.equal(await names({ order: 'desc' }), 'cba')
  assert.equal(await names({ sort: 'size' }), 'abc')
  assert.equal(await names({ sort: 'size', order: 'desc' }), 'cba')
})

test('A topic that comes or goes between two pages makes none appear twice and hides no other', async () => {
  const topics = [...many]
  const page = seeing(topics)
  const first = await page({ limit: 10 })
  topics.splice(0, 5)
  topics.push(topic('t-000'))
  const second = await page({ limit: 200, cursor: first.cursor })
  assert.deepEqual(
    second.rows.map(({ name }) => name),
    many.slice(10).map(({ name }) => name),
  )
})

test('Topics are found by a part of their name in any case, and counted; Kafka’s own can be told apart', async () => {
  const page = seeing([topic('Orders'), topic('orders%'), topic('payments'), topic('__orders', { internal: true })])
  const answer = await page({ search: 'ORDER' })
  assert.deepEqual(
    [answer.rows.map(({ name }) => name), answer.total, answer.of],
    [['Orders', '__orders', 'orders%'], 3, 4],
  )
  assert.equal((await page({ search: '%' })).total, 1)
  const names = async (type?: string) => (await page({ search: 'orders', type })).rows.map(({ name }) => name)
  assert.deepEqual(await names('user'), ['Orders', 'orders%'])
  assert.deepEqual(await names('internal'), ['__orders'])
  assert.equal(answer.rows[0]?.aliases, 1)
})

test('A cursor of another order, a made-up one, and a page that is too long are refused with the field', async () => {
  const page = seeing(many)
  const { cursor } = await page({ limit: 10 })
  await assert.rejects(page({ order: 'desc', cursor }), /cursor: it is not of this list and order/)
  await assert.rejects(page({ cursor: 'made-up' }), /cursor: it is not of this list and order/)
  await assert.rejects(page({ limit: 201 }), /limit.*from 1 to 200/)
})

test('A page of ten thousand topics is answered well within 300 ms', async () => {
  const page = seeing(
    Array.from({ length: 10_000 }, (_, i) => topic(`team-${i % 97}.topic-${i}`, { sizeBytes: i * 7 })),
  )
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    const start = performance.now()
    await page({ sort: 'size', order: 'desc', search: 'topic', limit: 200 })
    times.push(performance.now() - start)
  }
  assert.ok(times.toSorted((a, b) => a - b)[18]! < 300, `${times}`)
})
