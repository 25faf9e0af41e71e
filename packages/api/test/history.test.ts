import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, acl, alias, apiOver, cluster, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const jaas = (password: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`
const sasl = (password: string) => ({
  'security.protocol': 'SASL_PLAINTEXT',
  'sasl.mechanism': 'PLAIN',
  'sasl.jaas.config': jaas(password),
})

async function world() {
  const store = await emptyStore()
  const { send, caller } = apiOver(store)
  const apply = async (body: unknown) => {
    const { status, text, json } = await send('POST /tidegate/v1/apply', { body })
    assert.equal(status, 200, text)
    return json
  }
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await send('PUT /gateway/v2/service-account', { body: account('user1') })
  await send('PUT /tidegate/v1/acl', { body: acl })
  return { store, send, caller, apply }
}

test('The history lists who did what where, the latest first and page by page', async () => {
  const { send, caller } = await world()
  await caller().virtualCluster.put({ manifest: partner({ superUsers: ['other'] }) })
  const { json } = await send('GET /tidegate/v1/history?limit=2', { user: 'reader' })
  const { id, ...latest } = json.events[0]
  assert.deepEqual(latest, {
    generation: 6,
    user: 'admin',
    surface: 'trpc',
    operation: 'UPDATE',
    kind: 'VirtualCluster',
    name: 'mypartner',
    at: now.toISOString(),
  })
  assert.match(id, /^\d+$/)
  const rest = await send(`GET /tidegate/v1/history?cursor=${json.cursor}`)
  assert.deepEqual(
    rest.json.events.map((each: { kind: string }) => each.kind),
    ['GatewayServiceAccount', 'AliasTopic', 'VirtualCluster', 'PhysicalCluster'],
  )
  assert.equal('cursor' in rest.json, false)
})

test('The history of one virtual cluster, one resource or one user is listed by itself', async () => {
  const { send } = await world()
  const kinds = async (query: string) =>
    (await send(`GET /tidegate/v1/history?${query}`)).json.events.map((each: { kind: string }) => each.kind)
  assert.deepEqual(await kinds('vcluster=mypartner'), ['Acl', 'GatewayServiceAccount', 'AliasTopic', 'VirtualCluster'])
  assert.deepEqual(await kinds('kind=AliasTopic&vcluster=mypartner&name=topic1'), ['AliasTopic'])
  assert.deepEqual(await kinds('user=nobody'), [])
})

test('The history of a service account is that of its tokens too, and of no one else’s', async () => {
  const { send, caller } = await world()
  await send('PUT /gateway/v2/service-account', { body: account('user2') })
  const ask = (username: string) => caller().token.issue({ vCluster: 'mypartner', username, lifeTimeSeconds: 3600 })
  const { id } = await ask('user1')
  await ask('user2')
  await caller().token.revoke({ id })
  const { json } = await send('GET /tidegate/v1/history?vcluster=mypartner&account=user1')
  const told = json.events.map(({ kind, name, operation }: Record<string, string>) => [operation, kind, name])
  assert.deepEqual(told, [
    ['REVOKE', 'Token', id],
    ['ISSUE', 'Token', id],
    ['CREATE', 'GatewayServiceAccount', 'user1'],
  ])
})

for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'cursor=-1'])
  test(`A history with ${query} is refused`, async () => {
    const { send } = apiOver(await emptyStore())
    const { status, text } = await send(`GET /tidegate/v1/history?${query}`)
    assert.equal(status, 400)
    assert.match(text, /limit|cursor/)
  })

test('One change is read with what was before and after, and without secrets', async () => {
  const { send } = await world()
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('secure', sasl('hunter2')) })
  await send('PUT /tidegate/v1/physical-cluster', {
    body: cluster('secure', { ...sasl('hunter3'), 'client.id': 'x' }),
  })
  const { json } = await send('GET /tidegate/v1/history?limit=1')
  const one = await send(`GET /tidegate/v1/history/${json.events[0].id}`)
  assert.deepEqual(
    new Set(one.json.diff),
    new Set([
      { path: 'spec.properties.client.id', after: 'x' },
      { path: 'spec.properties.sasl.jaas.config', before: '[redacted]', after: '[redacted, changed]' },
    ]),
  )
  assert.match(one.json.yamlAfter, /^kind: PhysicalCluster\napiVersion: tidegate\/v1\nmetadata:\n {2}name: secure\n/)
  assert.match(one.json.yamlAfter, /client\.id: x/)
  assert.doesNotMatch(one.json.yamlBefore, /client\.id/)
  assert.doesNotMatch(one.text, /hunter|PlainLogin/)
})

test('Tokens are in the history, and never their text', async () => {
  const { send } = await world()
  const body = { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 60 }
  const { json: issued } = await send('POST /gateway/v2/token', { body })
  const { json } = await send('GET /tidegate/v1/history?kind=Token')
  const one = await send(`GET /tidegate/v1/history/${json.events[0].id}`)
  assert.deepEqual([one.json.operation, one.json.name], ['ISSUE', issued.id])
  assert.match(one.json.yamlAfter, /username: user1/)
  assert.equal(one.text.includes(issued.token), false)
})

test('A change that there never was is not found', async () => {
  const { send } = apiOver(await emptyStore())
  for (const id of ['1', 'x', '99999999999999999999', 'restore'])
    assert.equal((await send(`GET /tidegate/v1/history/${id}`)).status, 404, id)
})

test('A return is planned, shown and applied as any change, and is a new revision', async () => {
  const { send, apply, store } = await world()
  await send('PUT /gateway/v2/virtual-cluster', { body: partner({ superUsers: ['other'] }) })
  const body = { kind: 'VirtualCluster', name: 'mypartner', generation: 2 }
  const { json, status } = await send('POST /tidegate/v1/history/restore', { body, user: 'reader' })
  assert.equal(status, 200)
  assert.equal(await store.generation(), 6)
  assert.deepEqual(json.plan.changes[0].diff, [
    { path: 'spec.superUsers[0]', before: 'other' },
    { path: 'spec.superUsers[0]', after: 'admin' },
  ])
  assert.deepEqual(json.plan.effects, [
    'admin may do everything in mypartner.',
    'other may no longer do everything in mypartner, only what ACLs allow.',
  ])
  assert.equal((await apply({ changes: json.changes, expected: json.plan.expected })).generation, 7)
  assert.deepEqual((await store.get({ kind: 'VirtualCluster', name: 'mypartner' }))?.spec.superUsers, ['admin'])
})

test('A removed cluster comes back with its secret, which nobody is shown', async () => {
  const { send, apply, store } = await world()
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('secure', sasl('hunter2')) })
  await send('DELETE /tidegate/v1/physical-cluster/secure')
  const body = { kind: 'PhysicalCluster', name: 'secure', generation: 6 }
  const { json, text } = await send('POST /tidegate/v1/history/restore', { body })
  assert.deepEqual(json.plan.changes[0].secrets, [{ property: 'sasl.jaas.config', state: 'ADDED' }])
  assert.doesNotMatch(text, /hunter/)
  await apply({ changes: json.changes, expected: json.plan.expected })
  const found = (await store.snapshot()).resources.find(({ metadata }) => metadata.name === 'secure')
  assert.match(JSON.stringify(found), /hunter2/)
})

test('A removed virtual cluster comes back with its topics, accounts and ACLs, in one revision', async () => {
  const { send, apply, store } = await world()
  const removed = [
    { op: 'delete', kind: 'AliasTopic', vCluster: 'mypartner', name: 'topic1' },
    { op: 'delete', kind: 'GatewayServiceAccount', vCluster: 'mypartner', name: 'user1' },
    { op: 'delete', kind: 'VirtualCluster', name: 'mypartner' },
  ]
  const { json: plan } = await send('POST /tidegate/v1/plan', { body: { changes: removed } })
  assert.equal(plan.effects.at(-1), '1 ACL of mypartner goes with it.')
  await apply({ changes: removed, expected: plan.expected })
  const body = { kind: 'VirtualCluster', name: 'mypartner', generation: 5, contents: true }
  const { json } = await send('POST /tidegate/v1/history/restore', { body })
  assert.deepEqual(json.plan.errors, [])
  assert.deepEqual(
    new Set(json.plan.changes.map((each: { kind: string; result: string }) => `${each.result} ${each.kind}`)),
    new Set(['CREATED VirtualCluster', 'CREATED AliasTopic', 'CREATED GatewayServiceAccount', 'CREATED Acl']),
  )
  assert.equal((await apply({ changes: json.changes, expected: json.plan.expected })).generation, 7)
  assert.equal((await store.list({ kind: 'Acl', vCluster: 'mypartner' })).length, 1)
  assert.equal((await store.list({ kind: 'AliasTopic', vCluster: 'mypartner' })).length, 1)
})

test('A return to what there is already is a plan of nothing', async () => {
  const { send } = await world()
  const body = { kind: 'VirtualCluster', name: 'mypartner', generation: 5, contents: true }
  const { json } = await send('POST /tidegate/v1/history/restore', { body })
  assert.deepEqual([json.changes, json.plan.changes, json.plan.expected, json.plan.errors], [[], [], [], []])
})

test('A return that the rules forbid says why in its plan', async () => {
  const { send } = await world()
  const body = { kind: 'VirtualCluster', name: 'mypartner', generation: 1 }
  const { json } = await send('POST /tidegate/v1/history/restore', { body })
  assert.match(json.plan.errors[0].message, /VirtualCluster mypartner is still used by/)
})

test('Only a virtual cluster has contents to return', async () => {
  const { send } = await world()
  const body = { kind: 'AliasTopic', vCluster: 'mypartner', name: 'topic1', generation: 3, contents: true }
  const { status, text } = await send('POST /tidegate/v1/history/restore', { body })
  assert.equal(status, 400)
  assert.match(text, /contents/)
})

test('What was done to people is for their Owners to read, and for others not there', async () => {
  const store = await emptyStore()
  const event = {
    id: '1',
    generation: 0,
    user: 'a',
    surface: 'trpc',
    operation: 'CREATE',
    kind: 'Person',
    name: 'b',
    at: now,
  }
  const asked: unknown[] = []
  const withPerson = {
    ...store,
    history: async (filter: { people?: boolean }) => {
      asked.push(filter.people)
      return []
    },
    historyEvent: async () => ({ ...event, after: { role: 'viewer' } }),
  }
  const { send } = apiOver(withPerson as never)
  await send('GET /tidegate/v1/history', { user: 'reader' })
  assert.deepEqual(asked, [false])
  assert.equal((await send('GET /tidegate/v1/history/1')).status, 404)
})
