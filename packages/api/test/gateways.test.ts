import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { account, acl, alias, apiOver, cluster, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const worker = (name: string, changed: Partial<Worker> = {}): Worker => ({
  name,
  version: '1.0.0',
  pid: 1,
  startedAt: now,
  seenAt: now,
  generation: 5,
  adminUrl: `http://${name}:8888`,
  clusters: [{ name: 'clusterA', reachable: true, brokers: [] }],
  addresses: { mypartner: `${name}:6972` },
  errors: [],
  clients: [],
  refusals: [],
  ...changed,
})

/** Workers stand in for the store's, since when they were seen cannot be chosen there. */
async function withWorkers(...workers: Worker[]) {
  const store = await emptyStore()
  const { send, caller } = apiOver({ ...store, workers: async () => workers })
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await send('PUT /gateway/v2/service-account', { body: account('user1') })
  await send('PUT /tidegate/v1/acl', { body: acl })
  assert.equal(await store.generation(), 5)
  return { send, caller }
}

test('Gateways are listed with what each runs, behind or gone', async () => {
  const seen = (ms: number) => new Date(now.getTime() - ms)
  const { send } = await withWorkers(
    worker('w3', { seenAt: seen(10_001) }),
    worker('w2', { generation: 4 }),
    worker('w1', { seenAt: seen(10_000) }),
  )
  const { json } = await send('GET /tidegate/v1/gateway')
  assert.deepEqual(
    json.map((each: Record<string, unknown>) => [
      each.name,
      each.generation,
      each.currentGeneration,
      each.lagging,
      each.stale,
    ]),
    [
      ['w1', 5, 5, false, false],
      ['w2', 4, 5, true, false],
      ['w3', 5, 5, false, true],
    ],
  )
  assert.equal(json[2].seenAt, seen(10_001).toISOString())
})

test('An overview counts what a virtual cluster holds and says where it is in force, and why not elsewhere', async () => {
  const { caller } = await withWorkers(
    worker('a'),
    worker('b', { generation: 4 }),
    worker('c', { seenAt: new Date(0), addresses: {} }),
    worker('d', { errors: [{ kind: 'VirtualCluster', name: 'mypartner', message: 'port in use' }] }),
    worker('e', { errors: [{ kind: 'AliasTopic', vCluster: 'mypartner', name: 'topic1', message: 'no such topic' }] }),
    worker('f', { clusters: [{ name: 'clusterA', reachable: false, error: 'no answer', brokers: [] }] }),
    worker('g', { errors: [{ kind: 'VirtualCluster', name: 'another', message: 'port in use' }] }),
  )
  assert.deepEqual(await caller(false).virtualCluster.overview({ name: 'mypartner' }), {
    name: 'mypartner',
    physicalCluster: 'clusterA',
    counts: { aliases: 1, accounts: 1, acls: 1 },
    addresses: ['a', 'b', 'd', 'e', 'f', 'g'].map(gateway => ({ gateway, bootstrapServers: `${gateway}:6972` })),
    inForce: {
      on: 2,
      of: 7,
      behind: [
        { gateway: 'b', reason: 'it runs generation 4, before the last change at 5' },
        { gateway: 'c', reason: 'it has not reported since 1970-01-01T00:00:00.000Z' },
        { gateway: 'd', reason: 'port in use' },
        { gateway: 'e', reason: 'no such topic' },
        { gateway: 'f', reason: 'it cannot reach clusterA: no answer' },
      ],
    },
  })
})

test('An overview of a virtual cluster that does not exist is refused', async () => {
  const { caller } = await withWorkers()
  await assert.rejects(caller().virtualCluster.overview({ name: 'nobody' }), { code: 'NOT_FOUND' })
})

test('the clients that are connected and those that were refused are listed over all gateways, the latest first', async () => {
  const client = {
    virtualCluster: 'mypartner',
    physicalCluster: 'clusterA',
    user: 'user1',
    host: '10.0.0.7',
    connections: 2,
    since: '2026-01-01T00:00:00.000Z',
    seen: '2026-01-01T00:00:05.000Z',
  }
  const refusal = { at: '2026-01-01T00:00:04.000Z', refusal: 'credentials', reason: 'expired', host: '10.0.0.8' }
  const { send } = await withWorkers(
    worker('a', { clients: [client], refusals: [{ ...refusal, virtualCluster: 'mypartner' }] }),
    worker('b', {
      clients: [{ ...client, virtualCluster: 'other', seen: '2026-01-01T00:00:06.000Z' }],
      refusals: [
        { ...refusal, at: '2026-01-01T00:00:07.000Z', virtualCluster: 'other' },
        { ...refusal, at: '2026-01-01T00:00:06.000Z', reason: 'no token' },
      ],
    }),
    worker('silent', { clients: [client], seenAt: new Date(now.getTime() - 60_000) }),
  )
  const all = await send('GET /tidegate/v1/connection')
  assert.deepEqual(
    all.json.clients.map((each: { gateway: string }) => each.gateway),
    ['b', 'a'],
  )
  assert.deepEqual(
    all.json.refusals.map((each: { gateway: string }) => each.gateway),
    ['b', 'b', 'a'],
  )
  const own = await send('GET /tidegate/v1/connection?vcluster=mypartner')
  assert.deepEqual(
    own.json.refusals.map((each: { reason: string }) => each.reason),
    ['no token', 'expired'],
  )
  assert.deepEqual(own.json.clients, [{ gateway: 'a', ...client }])
  const gateways = await send('GET /tidegate/v1/gateway')
  assert.equal('clients' in gateways.json[0], false)
})

test('of one gateway it is told with what its clients connect and where to, and whom it refused, when it is silent too', async () => {
  const client = (user: string, changed: Partial<Worker['clients'][number]> = {}) => ({
    virtualCluster: 'mypartner',
    physicalCluster: 'clusterA',
    user,
    host: '10.0.0.7',
    software: 'librdkafka 2.16.0',
    connections: 2,
    since: '2026-01-01T00:00:00.000Z',
    seen: '2026-01-01T00:00:05.000Z',
    ...changed,
  })
  const { software: _, ...untold } = client('user3', { virtualCluster: 'other', connections: 5 })
  const refusal = { at: '2026-01-01T00:00:04.000Z', refusal: 'credentials', reason: 'expired', host: '10.0.0.8' }
  const { send } = await withWorkers(
    worker('a', {
      seenAt: new Date(0),
      clients: [client('user1'), client('user2', { software: 'kafkajs 2.2.4' }), untold],
      refusals: [refusal, { ...refusal, at: '2026-01-01T00:00:09.000Z' }],
    }),
    worker('b', { clients: Array.from({ length: 200 }, (_, i) => client(`user${i}`)) }),
  )
  const { json } = await send('GET /tidegate/v1/gateway/a')
  assert.deepEqual([json.name, json.stale, json.connections], ['a', true, 9])
  assert.deepEqual(json.clients, {
    byVirtualCluster: [
      { name: 'other', connections: 5 },
      { name: 'mypartner', connections: 4 },
    ],
    bySoftware: [
      { connections: 5 },
      { name: 'librdkafka 2.16.0', connections: 2 },
      { name: 'kafkajs 2.2.4', connections: 2 },
    ],
    complete: true,
  })
  assert.deepEqual(
    json.refusals.map(({ at }: { at: string }) => at),
    ['2026-01-01T00:00:09.000Z', '2026-01-01T00:00:04.000Z'],
  )
  assert.equal((await send('GET /tidegate/v1/gateway/b')).json.clients.complete, false)
  const nobody = await send('GET /tidegate/v1/gateway/nobody')
  assert.equal(nobody.status, 404)
  assert.match(nobody.json.msg, /Gateway nobody is not known/)
})

test('for any resource it is told on how many gateways it is in force, and which lag behind and why', async () => {
  const edit = { kind: 'PhysicalCluster', name: 'clusterA', message: 'the last edit is not in force' }
  const { send } = await withWorkers(worker('a'), worker('b', { errors: [edit] }), worker('c', { generation: 1 }))
  const { json } = await send('GET /tidegate/v1/in-force?kind=PhysicalCluster&name=clusterA')
  assert.deepEqual(json, {
    kind: 'PhysicalCluster',
    name: 'clusterA',
    generation: 1,
    on: 2,
    of: 3,
    behind: [{ gateway: 'b', reason: 'the last edit is not in force' }],
  })
  const alias = await send('GET /tidegate/v1/in-force?kind=AliasTopic&vcluster=mypartner&name=topic1')
  assert.deepEqual(alias.json.behind, [{ gateway: 'c', reason: 'it runs generation 1, before the last change at 3' }])
  const nobody = await send('GET /tidegate/v1/in-force?kind=AliasTopic&vcluster=mypartner&name=nobody')
  assert.equal(nobody.status, 404)
  assert.equal((await send('GET /tidegate/v1/in-force?kind=Nothing&name=nobody')).status, 400)
})
