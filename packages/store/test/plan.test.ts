import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, acl, actor, alias, cluster, fresh, partner, plain, remove } from './fixture.ts'

const world = [cluster('main'), partner('acme'), account('bob'), acl('orders'), acl('bills')]

const jaas = (password: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`
const sasl = { ...plain, 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' }
const withSecret = (password: string) => cluster('main', { ...sasl, 'sasl.jaas.config': jaas(password) })

async function acme() {
  const opened = await fresh()
  await opened.store.apply(world, { actor })
  return opened
}

const everything = `select (select value from "Generation"), (select json_agg(r order by uid) from "Resource" r) as resources,
  (select count(*) from "Revision") as revisions, (select count(*) from "AuditEvent") as events,
  (select count(*) from "Receipt") as receipts`

test('a plan says what each change would do and on what it is planned, and changes nothing', async () => {
  const { store, rows } = await acme()
  const before = await rows(everything)
  const { generation, changes, problems } = await store.plan([
    alias('orders'),
    cluster('main', { 'bootstrap.servers': 'other:9092' }),
    partner('acme'),
    remove('GatewayServiceAccount', 'bob', 'acme'),
  ])
  assert.deepEqual([generation, problems], [1, []])
  assert.deepEqual(
    changes.map(each => [each.change, each.kind, each.name, each.result, each.generation]),
    [
      [0, 'AliasTopic', 'orders', 'CREATED', 'absent'],
      [1, 'PhysicalCluster', 'main', 'UPDATED', 1],
      [2, 'VirtualCluster', 'acme', 'NOT_CHANGED', 1],
      [3, 'GatewayServiceAccount', 'bob', 'DELETED', 1],
    ],
  )
  assert.deepEqual(changes[1]?.before?.spec, { role: 'upstream', properties: plain })
  assert.deepEqual(changes[1]?.after?.spec, { role: 'upstream', properties: { 'bootstrap.servers': 'other:9092' } })
  assert.deepEqual(await rows(everything), before)
})

test('a plan shows what goes with a change too', async () => {
  const { store } = await acme()
  const { changes } = await store.plan([
    remove('GatewayServiceAccount', 'bob', 'acme'),
    remove('VirtualCluster', 'acme'),
  ])
  assert.deepEqual(
    changes.map(each => [each.change, each.kind, each.result, each.generation]),
    [
      [0, 'GatewayServiceAccount', 'DELETED', 1],
      [1, 'VirtualCluster', 'DELETED', 1],
      [undefined, 'Acl', 'DELETED', 1],
      [undefined, 'Acl', 'DELETED', 1],
    ],
  )
})

test('a plan lists all that is wrong at once, beside what is right', async () => {
  const { store } = await acme()
  const { changes, problems } = await store.plan([
    alias('orders'),
    remove('PhysicalCluster', 'nowhere'),
    cluster('other', sasl),
    remove('VirtualCluster', 'acme'),
  ])
  assert.deepEqual(
    problems.map(({ change, error }) => [change, error.code]),
    [
      [0, 'NOT_FOUND'],
      [1, 'NOT_FOUND'],
      [2, 'INVALID'],
      [3, 'CONFLICT'],
    ],
  )
  assert.ok(changes.every(each => each.change === undefined))
})

test('a plan says which secrets change, and shows none', async () => {
  const { store } = await fresh()
  const created = await store.plan([withSecret('hunter2')])
  await store.apply([withSecret('hunter2')], { actor })
  const plans = [
    await store.plan([withSecret('hunter2')]),
    await store.plan([cluster('main', { ...sasl, 'client.id': 'x' })]),
    await store.plan([withSecret('hunter3')]),
    await store.plan([remove('PhysicalCluster', 'main')]),
  ]
  const states = [created, ...plans].map(({ changes: [change] }) => [change?.result, change?.secrets[0]?.state])
  assert.deepEqual(states, [
    ['CREATED', 'ADDED'],
    ['NOT_CHANGED', 'UNCHANGED'],
    ['UPDATED', 'UNCHANGED'],
    ['UPDATED', 'CHANGED'],
    ['DELETED', 'REMOVED'],
  ])
  assert.doesNotMatch(JSON.stringify([created, ...plans]), /hunter|PlainLogin/)
})
