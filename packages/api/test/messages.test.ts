import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appRouter, type MessageQuery } from '../src/index.ts'
import { apiOver, cluster } from './api.ts'
import { emptyStore } from './fixture.ts'

const { send, contextFor } = apiOver(await emptyStore())
const asked: unknown[] = []

const caller = (write = true) => {
  const context = contextFor('ada@example.com', write, 'trpc')
  const messages = async (...question: [string, MessageQuery, string]) => {
    asked.push(question)
    return { records: [], observedAt: '2026-01-02T03:04:05.678Z', missing: [] }
  }
  return appRouter.createCaller({ ...context, clusters: { ...context.clusters!, messages } }).physicalCluster
}

const put = (messages?: string) => {
  const manifest = cluster('clusterA')
  return send('PUT /tidegate/v1/physical-cluster', {
    body: { ...manifest, spec: { ...manifest.spec, ...(messages && { messages }) } },
  })
}
const query = { name: 'clusterA', topic: 'orders' }

test('Records are hidden until somebody says otherwise for the cluster, and again once that is taken back', async () => {
  await put()
  await assert.rejects(caller().messages(query), /set spec\.messages of the PhysicalCluster to readable/)
  assert.equal((await put('readable')).status, 200)
  await caller().messages(query)
  assert.deepEqual(asked, [['clusterA', { topic: 'orders', from: 'end', limit: 20 }, 'ada@example.com']])
  await put('hidden')
  await assert.rejects(caller().messages(query), /hidden/)
  assert.match((await put('shown')).text, /spec\.messages/)
})

test('Who may only read resources reads no records', async () => {
  await put('readable')
  await assert.rejects(caller(false).messages(query), { code: 'FORBIDDEN' })
})

test('A question that is too large or makes no sense is refused with the field', async () => {
  await put('readable')
  const refused: [object, RegExp][] = [
    [{ limit: 51 }, /limit.*give at most 50/],
    [{ from: 'offset', partition: 0 }, /offset: give it with from: offset/],
    [{ offset: 3, partition: 0 }, /offset: give it with from: offset/],
    [{ from: 'offset', offset: 3 }, /partition: give one/],
  ]
  for (const [input, message] of refused) await assert.rejects(caller().messages({ ...query, ...input }), message)
})

test('By REST it is the same', async () => {
  await put()
  const { status, json } = await send('POST /tidegate/v1/physical-cluster/clusterA/topic/orders/messages', { body: {} })
  assert.equal(status, 403)
  assert.match(json.msg, /spec\.messages/)
})
