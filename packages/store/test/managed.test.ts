import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actor, alias, cluster, code, fresh, open, partner, plain, remove } from './fixture.ts'

const jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="hunter2";'
const sasl = { ...plain, 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': jaas }

const main = { name: 'main', role: 'main', properties: sasl, managedBy: 'environment' } as const
const spare = { name: 'spare', role: 'upstream', properties: plain, managedBy: 'file' } as const

test('of workers with the same declarations the first changes something, the others nothing', async () => {
  const { url, store } = await fresh()
  const other = await open(url)
  await Promise.all([store.syncManaged([main, spare]), other.syncManaged([main, spare])])
  await store.syncManaged([main, spare])
  assert.equal(await store.generation(), 1)
  const listed = await store.list({ kind: 'PhysicalCluster' })
  assert.deepEqual(
    listed.map(({ metadata, managedBy }) => [metadata.name, managedBy]),
    [
      ['main', 'environment'],
      ['spare', 'file'],
    ],
  )
})

test('the audit names the source of what a worker declares', async () => {
  const { store, rows } = await fresh()
  await store.syncManaged([main, spare])
  assert.deepEqual(await rows('select "user", surface, name from "AuditEvent" order by id'), [
    { user: 'environment', surface: 'worker', name: 'main' },
    { user: 'file', surface: 'worker', name: 'spare' },
  ])
})

test('what is no longer declared goes away, once nothing uses it', async () => {
  const { store } = await fresh()
  await store.syncManaged([main, spare])
  await store.apply([partner('acme'), alias('orders')], { actor })
  await store.syncManaged([])
  const names = async () => (await store.list({ kind: 'PhysicalCluster' })).map(({ metadata }) => metadata.name)
  assert.deepEqual(await names(), ['main'])
  await store.apply([remove('AliasTopic', 'orders', 'acme')], { actor })
  await store.syncManaged([])
  assert.deepEqual(await names(), [])
})

test('what was made elsewhere stays, though nothing declares it', async () => {
  const { store } = await fresh()
  await store.apply([cluster('own')], { actor })
  await store.syncManaged([])
  assert.equal((await store.list({ kind: 'PhysicalCluster' })).length, 1)
})

test('what a file or the environment declares cannot be changed elsewhere', async () => {
  const { store } = await fresh()
  await store.syncManaged([main, spare])
  await assert.rejects(store.apply([cluster('spare', { 'bootstrap.servers': 'x:1' })], { actor }), code('CONFLICT'))
  await assert.rejects(store.apply([remove('PhysicalCluster', 'spare')], { actor }), code('CONFLICT'))
})

test('a cluster may move from the environment to the file, and keeps its identity', async () => {
  const { store } = await fresh()
  await store.syncManaged([main])
  const before = await store.get({ kind: 'PhysicalCluster', name: 'main' })
  await store.syncManaged([{ ...main, managedBy: 'file' }])
  const after = await store.get({ kind: 'PhysicalCluster', name: 'main' })
  assert.equal(after?.managedBy, 'file')
  assert.equal(after?.uid, before?.uid)
})

test('a secret that is no longer declared is forgotten', async () => {
  const { store, rows } = await fresh()
  await store.syncManaged([main])
  await store.syncManaged([{ ...main, properties: plain }])
  assert.deepEqual(await rows('select * from "Secret"'), [])
})
