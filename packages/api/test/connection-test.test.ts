import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freePort } from '@tidegate/testkit'
import { appRouter } from '../src/index.ts'
import { apiOver, cluster, now } from './api.ts'
import { emptyStore } from './fixture.ts'

const store = await emptyStore()
const { send, contextFor, tried } = apiOver(store)
const path = 'POST /tidegate/v1/connection-test'

test('A gateway that is asked tries by itself, a cluster that is stored or one that nobody keeps', async () => {
  const { status, json } = await send(path, { body: { name: 'clusterA' } })
  assert.equal(status, 200)
  assert.deepEqual(
    json.gateways.map(({ gateway, state }: Record<string, string>) => [gateway, state]),
    [['asked', 'ok']],
  )
  await send(path, { body: { manifest: cluster('fresh') } })
  assert.deepEqual(tried, [
    { name: 'clusterA' },
    { name: 'fresh', properties: { 'bootstrap.servers': 'fresh.example:9092' } },
  ])
  assert.equal(await store.get({ kind: 'PhysicalCluster', name: 'fresh' }), undefined)
})

test('Who may only read does not make a gateway connect with credentials of his choice', async () => {
  const { status } = await send(path, { user: 'reader', body: { manifest: cluster('fresh') } })
  assert.equal(status, 403)
})

test('A name and a manifest at once, neither, and a manifest that is wrong are refused with the field', async () => {
  for (const body of [{}, { name: 'clusterA', manifest: cluster('clusterA') }])
    assert.match((await send(path, { body })).text, /give a name, or a manifest/)
  const wrong = { ...cluster('x'), spec: { properties: { 'bootstrap.servers': 'nonsense' } } }
  assert.match((await send(path, { body: { manifest: wrong } })).text, /bootstrap\.servers/)
})

test('A console has a result for every gateway that runs, unknown where it does not answer', async () => {
  const { clusters: _, ...console } = contextFor('ada@example.com', true, 'trpc')
  const ask = () => appRouter.createCaller(console).physicalCluster.test({ name: 'clusterA' })
  assert.deepEqual(await ask(), { gateways: [] })
  await store.reportWorker({
    name: 'g1',
    adminUrl: `http://127.0.0.1:${await freePort()}`,
    version: '0',
    pid: 1,
    startedAt: now,
    generation: 1,
    clusters: [],
    addresses: {},
    errors: [],
    clients: [],
    refusals: [],
  })
  const reason = 'Gateway g1 does not answer at its admin address: check that the console can reach it'
  assert.deepEqual(await ask(), { gateways: [{ gateway: 'g1', state: 'unknown', reason }] })
})
