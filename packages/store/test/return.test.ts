import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Return, Store } from '../src/index.ts'
import { account, acl, actor, alias, cluster, code, fresh, open, partner, plain, remove, share } from './fixture.ts'

const jaas = (password: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`
const sasl = { ...plain, 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' }
const withSecret = (password: string) => cluster('main', { ...sasl, 'sasl.jaas.config': jaas(password) })

async function returnTo(store: Store, target: Return) {
  return store.apply(await store.changesTo(target), { actor })
}

const main = { kind: 'PhysicalCluster', name: 'main' } as const

const passwordOf = async (store: Store) =>
  /password="(\w+)"/.exec(JSON.stringify((await store.snapshot()).resources).replaceAll('\\', ''))?.[1]

test('a return to an earlier revision is a new revision, with the secret of that time', async () => {
  const { store, rows } = await fresh()
  await store.apply([withSecret('hunter1')], { actor })
  await store.apply([cluster('main', { ...sasl, 'sasl.jaas.config': jaas('hunter2'), 'client.id': 'x' })], { actor })
  const { generation, applied } = await returnTo(store, { ...main, generation: 1 })
  assert.deepEqual([generation, applied[0]?.result], [3, 'UPDATED'])
  assert.deepEqual((await store.get(main))?.spec, { role: 'upstream', properties: sasl })
  assert.equal(await passwordOf(store), 'hunter1')
  assert.deepEqual(await rows('select generation, operation from "Revision" order by id'), [
    { generation: '1', operation: 'CREATE' },
    { generation: '2', operation: 'UPDATE' },
    { generation: '3', operation: 'UPDATE' },
  ])
})

test('a return brings back a resource that was removed, and its secret', async () => {
  const { store } = await fresh()
  await store.apply([withSecret('hunter1')], { actor })
  await store.apply([remove('PhysicalCluster', 'main')], { actor })
  const plan = await store.plan(await store.changesTo({ ...main, generation: 1 }))
  assert.deepEqual(plan.changes[0]?.secrets, [{ property: 'sasl.jaas.config', state: 'ADDED' }])
  assert.doesNotMatch(JSON.stringify(plan), /hunter/)
  await returnTo(store, { ...main, generation: 1 })
  assert.equal(await passwordOf(store), 'hunter1')
})

test('a return to what there is changes nothing, and to when there was nothing removes', async () => {
  const { store } = await fresh()
  await store.apply([partner('acme')], { actor })
  await store.apply([withSecret('hunter1')], { actor })
  const same = await returnTo(store, { ...main, generation: 2 })
  assert.equal(same.applied[0]?.result, 'NOT_CHANGED')
  const gone = await returnTo(store, { ...main, generation: 1 })
  assert.equal(gone.applied[0]?.result, 'DELETED')
})

test('a secret that was not there then is not there after the return', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main')], { actor })
  await store.apply([withSecret('hunter1')], { actor })
  await returnTo(store, { ...main, generation: 1 })
  assert.equal(await passwordOf(store), undefined)
})

test('a return to a time when a resource never was is refused', async () => {
  const { store } = await fresh()
  await assert.rejects(store.changesTo({ ...main, generation: 0 }), code('NOT_FOUND'))
  const [change] = [cluster('main')]
  await assert.rejects(store.apply([{ ...change, secretsOf: 3 } as typeof change], { actor }), code('NOT_FOUND'))
})

test('a virtual cluster that was removed comes back with its partner, topics, accounts and ACLs', async () => {
  const { store } = await fresh()
  await store.apply(
    [
      cluster('main'),
      partner('acme'),
      share('acme'),
      alias('orders'),
      alias('bills'),
      account('bob'),
      acl('orders'),
      acl('bills'),
    ],
    { actor },
  )
  await store.apply([remove('AliasTopic', 'bills', 'acme')], { actor })
  await store.apply(
    [
      remove('AliasTopic', 'orders', 'acme'),
      remove('GatewayServiceAccount', 'bob', 'acme'),
      remove('Partner', 'acme'),
      remove('VirtualCluster', 'acme'),
    ],
    { actor },
  )
  const target = { kind: 'VirtualCluster', name: 'acme', generation: 2, contents: true } as const
  const { generation } = await returnTo(store, target)
  assert.equal(generation, 4)
  assert.ok(await store.get({ kind: 'VirtualCluster', name: 'acme' }))
  const names = async (kind: 'AliasTopic' | 'GatewayServiceAccount') =>
    (await store.list({ kind, vCluster: 'acme' })).map(({ metadata }) => metadata.name)
  assert.deepEqual([await names('AliasTopic'), await names('GatewayServiceAccount')], [['orders'], ['bob']])
  assert.equal((await store.list({ kind: 'Acl', vCluster: 'acme' })).length, 2)
  assert.equal((await store.get({ kind: 'Partner', name: 'acme' }))?.spec.endsOn, '2027-03-31')
})

test('a return of a virtual cluster takes away what came since, and leaves others alone', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main'), partner('acme'), partner('other'), alias('orders')], { actor })
  await store.apply([alias('bills'), acl('bills'), cluster('second')], { actor })
  await returnTo(store, { kind: 'VirtualCluster', name: 'acme', generation: 1, contents: true })
  assert.deepEqual(
    (await store.list({ kind: 'AliasTopic' })).map(({ metadata }) => metadata.name),
    ['orders'],
  )
  assert.deepEqual(await store.list({ kind: 'Acl' }), [])
  assert.equal((await store.list({ kind: 'PhysicalCluster' })).length, 2)
  assert.equal((await store.list({ kind: 'VirtualCluster' })).length, 2)
})

test('with another key a return says that the secret cannot be read, and returns to nothing else', async () => {
  const { url, store } = await fresh()
  await store.apply([withSecret('hunter1')], { actor })
  await store.apply([remove('PhysicalCluster', 'main')], { actor })
  const other = await open(url, Buffer.alloc(32, 'another key'))
  await assert.rejects(returnTo(other, { ...main, generation: 1 }), /cannot be decrypted/)
})

test('what was there before secrets were kept for returns can be returned to, once the migration has run', async () => {
  const { store, rows } = await fresh()
  await store.apply([withSecret('hunter1'), partner('acme')], { actor })
  const kept = 'select uid, sealed from "Revision" order by id'
  const before = await rows(kept)
  await rows('update "Revision" set uid = null, sealed = null')
  const path = join(import.meta.dirname, '../../../prisma/migrations/0004_return_and_receipt/migration.sql')
  const script = readFileSync(path, 'utf8')
  await rows(script.slice(script.indexOf('UPDATE "Revision"')))
  const compact = (all: { sealed: Record<string, string> }[]) =>
    JSON.parse(JSON.stringify(all).replaceAll('\\n', '')) as unknown
  assert.deepEqual(compact((await rows(kept)) as never), before)
})

test('a revision of before secrets were kept leaves the secret as it is', async () => {
  const { store, rows } = await fresh()
  await store.apply([withSecret('hunter1')], { actor })
  await store.apply([cluster('main', { ...sasl, 'sasl.jaas.config': jaas('hunter2'), 'client.id': 'x' })], { actor })
  await rows('update "Revision" set uid = null, sealed = null where generation = 1')
  await returnTo(store, { ...main, generation: 1 })
  assert.equal(await passwordOf(store), 'hunter2')
})
