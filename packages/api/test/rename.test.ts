import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acl, alias, apiOver, cluster, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const binding = (name: string, more: object = {}) => ({
  ...acl.spec,
  resourcePattern: { resourceType: 'TOPIC', name, patternType: 'LITERAL' },
  ...more,
})
const prefixed = binding('top', { resourcePattern: { resourceType: 'TOPIC', name: 'top', patternType: 'PREFIXED' } })
const wide = binding('*', { operation: 'DESCRIBE' })
const denied = { ...prefixed, principal: 'User:mallory', permissionType: 'DENY' }
const onGroup = binding('', { resourcePattern: { resourceType: 'GROUP', name: 'topic1', patternType: 'LITERAL' } })
const rules = [
  binding('topic1'),
  binding('topic1', { operation: 'WRITE' }),
  binding('other'),
  prefixed,
  denied,
  wide,
  onGroup,
]

const wanted = { vCluster: 'mypartner', name: 'topic1', to: 'orders', graceHours: 24 }
const later = new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString()

async function withTopic(spec: object = {}) {
  const store = await emptyStore()
  const { send, caller } = apiOver(store)
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner(spec) })
  await send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  const apply = async ({ changes, plan }: { changes: readonly unknown[]; plan: { expected: readonly unknown[] } }) =>
    (await send('POST /tidegate/v1/apply', { body: { changes, expected: plan.expected } })).status
  const topics = async () =>
    Object.fromEntries(
      (await store.list({ kind: 'AliasTopic' })).map(({ metadata, spec }) => [metadata.name, spec.retires]),
    )
  return { store, send, caller, apply, topics }
}

const rightsOn = (name: string, acls: readonly { resourcePattern: { name: string }; operation: string }[]) =>
  acls.flatMap(({ resourcePattern, operation }) => (resourcePattern.name === name ? [operation] : [])).sort()

test('a rename adds the new name with the rights to the old one, which retires, and is applied as it was planned', async () => {
  const { store, send, apply, topics } = await withTopic()
  for (const spec of rules) await send('PUT /tidegate/v1/acl', { body: { ...acl, spec } })
  const { status, json } = await send('POST /tidegate/v1/plan-rename', { body: wanted })
  assert.equal(status, 200)
  assert.deepEqual(json.plan.errors, [])
  assert.deepEqual(json.plan.effects.slice(0, 2), [
    'Clients of mypartner see a new topic orders.',
    `Clients of mypartner may use topic1 beside its new name orders until ${later}, and then no more.`,
  ])
  assert.deepEqual(await topics(), { topic1: undefined })
  assert.equal(await apply(json), 200)
  assert.deepEqual(await topics(), { orders: undefined, topic1: { on: later, to: 'orders' } })
  const acls = (await store.list({ kind: 'Acl', vCluster: 'mypartner' })).map(({ spec }) => spec)
  assert.deepEqual(rightsOn('orders', acls), ['READ', 'READ', 'WRITE'])
  assert.equal(acls.length, rules.length + 3)
})

test('the old name is removed with the rights to it alone', async () => {
  const { store, send, caller, apply, topics } = await withTopic()
  for (const spec of rules) await send('PUT /tidegate/v1/acl', { body: { ...acl, spec } })
  await apply(await caller().aliasTopic.planRename(wanted))
  const { json } = await send('POST /tidegate/v1/plan-retire', { body: { vCluster: 'mypartner', name: 'topic1' } })
  assert.equal(await apply(json), 200)
  assert.deepEqual(await topics(), { orders: undefined })
  const acls = (await store.list({ kind: 'Acl', vCluster: 'mypartner' })).map(({ spec }) => spec)
  assert.deepEqual([rightsOn('topic1', acls), rightsOn('orders', acls)], [['READ'], ['READ', 'READ', 'WRITE']])
  assert.deepEqual(
    acls.find(({ resourcePattern }) => resourcePattern.name === 'topic1')?.resourcePattern.resourceType,
    'GROUP',
  )
})

test('rights that are a part of the virtual cluster follow the name as well', async () => {
  const { store, caller, apply } = await withTopic({ aclMode: 'REST_API', superUsers: [], acls: rules })
  const acls = async () => (await store.get({ kind: 'VirtualCluster', name: 'mypartner' }))!.spec.acls
  assert.equal(await apply(await caller().aliasTopic.planRename(wanted)), 200)
  assert.deepEqual(rightsOn('orders', await acls()), ['READ', 'READ', 'WRITE'])
  assert.equal((await acls()).length, rules.length + 3)
  assert.equal(await apply(await caller().aliasTopic.planRetire({ vCluster: 'mypartner', name: 'topic1' })), 200)
  assert.equal((await acls()).length, rules.length + 1)
})

test('a rename that cannot be is refused with what to do', async () => {
  const { send, caller, apply } = await withTopic()
  await send('PUT /gateway/v2/alias-topic', { body: alias('taken', { physicalName: 'internal-topic-name2' }) })
  const refused = async (path: string, body: object) => {
    const { status, json, text } = await send(`POST /tidegate/v1/${path}`, { body })
    return `${status} ${json?.msg ?? text}`
  }
  assert.match(
    await refused('plan-rename', { ...wanted, name: 'nothing' }),
    /^404 AliasTopic nothing of virtual cluster/,
  )
  assert.match(await refused('plan-rename', { ...wanted, to: 'taken' }), /^409 to: .*has an alias topic taken/)
  assert.match(await refused('plan-rename', { ...wanted, to: 'topic1' }), /^409 to: .*has an alias topic topic1/)
  assert.match(await refused('plan-rename', { ...wanted, to: 'a b' }), /^400 .*use only letters/)
  assert.match(await refused('plan-rename', { ...wanted, graceHours: 0 }), /^400 .*hours from 1 to 8760/)
  assert.match(
    await refused('plan-retire', { vCluster: 'mypartner', name: 'topic1' }),
    /^409 topic1 is not the old name/,
  )
  await apply(await caller().aliasTopic.planRename(wanted))
  assert.match(await refused('plan-rename', { ...wanted, to: 'another' }), /^409 topic1 is renamed to orders already/)
})

test('who may only read may plan a rename, which changes nothing', async () => {
  const { caller, topics } = await withTopic()
  const { changes } = await caller(false).aliasTopic.planRename(wanted)
  assert.equal(changes.length, 2)
  assert.deepEqual(await topics(), { topic1: undefined })
})
