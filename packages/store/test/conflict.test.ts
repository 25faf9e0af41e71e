import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GatewayError } from '@tidegate/errors'
import type { Change } from '@tidegate/resources'
import type { Conflict, Store } from '../src/index.ts'
import { account, acl, actor, alias, cluster, code, fresh, partner, plain, remove } from './fixture.ts'

const world = [cluster('main'), partner('acme'), account('bob')]
const eve = { user: 'eve', surface: 'trpc' } as const
const at = new Date('2026-03-04T05:06:07.000Z')

async function acme() {
  const opened = await fresh(() => at)
  await opened.store.apply(world, { actor })
  return opened
}

/** Plans now, and applies later what was planned. */
async function planned(store: Store, changes: readonly Change[]) {
  const plan = await store.plan(changes)
  const expected = plan.changes.map(({ kind, vCluster, name, generation }) => ({ kind, vCluster, name, generation }))
  return (options = {}) => store.apply(changes, { actor, expected, ...options })
}

async function conflictsOf(attempt: Promise<unknown>): Promise<readonly Conflict[]> {
  const error = await attempt.then(
    () => assert.fail('it was applied'),
    (thrown: GatewayError) => thrown,
  )
  assert.equal(error.code, 'STALE_WRITE')
  return error.details?.conflicts as readonly Conflict[]
}

const servers = (list: string) => cluster('main', { 'bootstrap.servers': list })

test('of two plans of the same resource the second is refused, with the three versions and who changed it', async () => {
  const { store } = await acme()
  const mine = await planned(store, [servers('mine:1')])
  const theirs = await planned(store, [servers('theirs:1')])
  await theirs({ actor: eve })
  const conflicts = await conflictsOf(mine())
  const yaml = (list: string) =>
    `kind: PhysicalCluster\napiVersion: tidegate/v1\nmetadata:\n  name: main\nspec:\n  role: upstream\n  properties:\n    bootstrap.servers: ${list}\n`
  const path = 'spec.properties.bootstrap.servers'
  assert.deepEqual(conflicts, [
    {
      kind: 'PhysicalCluster',
      name: 'main',
      base: yaml('kafka:9092'),
      theirs: yaml('theirs:1'),
      mine: yaml('mine:1'),
      theirDiff: [{ path, before: 'kafka:9092', after: 'theirs:1' }],
      myDiff: [{ path, before: 'kafka:9092', after: 'mine:1' }],
      changed: { user: 'eve', surface: 'trpc', operation: 'UPDATE', at: at.toISOString(), generation: 2 },
    },
  ])
  assert.deepEqual((await store.get({ kind: 'PhysicalCluster', name: 'main' }))?.spec.properties, {
    'bootstrap.servers': 'theirs:1',
  })
})

test('a resource that came or went since the plan is a conflict as well', async () => {
  const { store } = await acme()
  const apply = await planned(store, [alias('orders', 'mine'), account('bob')])
  await store.apply([alias('orders', 'theirs'), remove('GatewayServiceAccount', 'bob', 'acme')], { actor: eve })
  const [orders, bob] = await conflictsOf(apply())
  assert.deepEqual([orders?.base, bob?.theirs], [undefined, undefined])
  assert.match(orders?.theirs ?? '', /physicalName: theirs/)
  assert.match(orders?.mine ?? '', /physicalName: mine/)
  assert.match(bob?.base ?? '', /type: LOCAL/)
  assert.equal(bob?.changed?.operation, 'DELETE')
})

test('one conflict holds up all changes of an apply', async () => {
  const { store } = await acme()
  const apply = await planned(store, [alias('orders'), servers('mine:1')])
  await store.apply([servers('theirs:1')], { actor: eve })
  await conflictsOf(apply())
  assert.deepEqual(await store.list({ kind: 'AliasTopic' }), [])
  assert.equal(await store.generation(), 2)
})

test('a change of another resource since the plan is no conflict', async () => {
  const { store } = await acme()
  const apply = await planned(store, [servers('mine:1')])
  await store.apply([partner('other')], { actor: eve })
  assert.equal((await apply()).applied[0]?.result, 'UPDATED')
})

test('an ACL that came since the plan does not go unseen with its virtual cluster', async () => {
  const { store } = await acme()
  const changes = [remove('GatewayServiceAccount', 'bob', 'acme'), remove('VirtualCluster', 'acme')]
  const apply = await planned(store, changes)
  await store.apply([acl('orders')], { actor: eve })
  const [only, ...others] = await conflictsOf(apply())
  assert.deepEqual([only?.kind, only?.mine, others], ['Acl', undefined, []])
  await (await planned(store, changes))()
  assert.deepEqual(await store.list({ kind: 'Acl' }), [])
})

test('a change that nobody says what it was planned on is refused where that is asked for', async () => {
  const { store } = await acme()
  await assert.rejects(store.apply([servers('mine:1')], { actor, expected: [] }), {
    code: 'INVALID',
    message: 'expected: give the generation that PhysicalCluster main was planned on, or absent',
  })
})

test('a conflict says that a secret changed, and not to what', async () => {
  const { store } = await fresh()
  const secret = (password: string, id = 'x') =>
    cluster('main', {
      ...plain,
      'client.id': id,
      'security.protocol': 'SASL_PLAINTEXT',
      'sasl.mechanism': 'PLAIN',
      'sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`,
    })
  await store.apply([secret('hunter1')], { actor })
  const mine = await planned(store, [secret('hunter2')])
  const same = await planned(store, [secret('hunter1', 'y')])
  await store.apply([secret('hunter3')], { actor: eve })
  const conflicts = [...(await conflictsOf(mine())), ...(await conflictsOf(same()))]
  const changed = { path: 'spec.properties.sasl.jaas.config', before: '[redacted]', after: '[redacted, changed]' }
  assert.deepEqual(
    conflicts.map(({ theirDiff, myDiff }) => [theirDiff, myDiff]),
    [
      [[changed], [changed]],
      [[changed], [{ path: 'spec.properties.client.id', before: 'x', after: 'y' }]],
    ],
  )
  assert.doesNotMatch(JSON.stringify(conflicts), /hunter|PlainLogin/)
})

test('the same changes under the same key are made once and answer the same', async () => {
  const { store, rows } = await acme()
  const apply = await planned(store, [alias('orders'), remove('GatewayServiceAccount', 'bob', 'acme')])
  const first = await apply({ key: 'k1' })
  await store.apply([partner('other')], { actor: eve })
  const [{ count }] = await rows('select count(*) from "Revision"')
  assert.deepEqual(await apply({ key: 'k1' }), JSON.parse(JSON.stringify(first)))
  assert.deepEqual(await rows('select count(*) from "Revision"'), [{ count }])
  assert.equal(await store.generation(), 3)
})

test('calls under one key at the same time are made once', async () => {
  const { store } = await acme()
  const apply = await planned(store, [servers('mine:1')])
  const outcomes = await Promise.all([apply({ key: 'k1' }), apply({ key: 'k1' }), apply({ key: 'k1' })])
  assert.deepEqual(
    outcomes.map(({ generation, applied: [only] }) => [generation, only?.result]),
    [
      [2, 'UPDATED'],
      [2, 'UPDATED'],
      [2, 'UPDATED'],
    ],
  )
})

test('a key is for one set of changes and one user', async () => {
  const { store } = await acme()
  await (await planned(store, [servers('mine:1')]))({ key: 'k1' })
  await assert.rejects((await planned(store, [servers('mine:2')]))({ key: 'k1' }), code('CONFLICT'))
  const { applied } = await (await planned(store, [servers('mine:2')]))({ key: 'k1', actor: eve })
  assert.equal(applied[0]?.result, 'UPDATED')
})

test('an apply that was refused leaves its key free', async () => {
  const { store } = await acme()
  const late = await planned(store, [servers('mine:1')])
  await store.apply([servers('theirs:1')], { actor: eve })
  await conflictsOf(late({ key: 'k1' }))
  const { applied } = await (await planned(store, [servers('mine:1')]))({ key: 'k1' })
  assert.equal(applied[0]?.result, 'UPDATED')
})

test('a key is forgotten after a day', async () => {
  let now = at
  const { store, rows } = await fresh(() => now)
  await store.apply([cluster('main')], { actor, key: 'k1' })
  now = new Date(at.getTime() + 24 * 60 * 60 * 1000)
  await store.apply([servers('mine:1')], { actor, key: 'k1' })
  assert.deepEqual(await rows('select key, generation from "Receipt"'), [{ key: 'k1', generation: '2' }])
})
