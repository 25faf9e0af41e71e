import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { leaksOf } from '../src/access/leaks.ts'
import { account, acl, alias, apiOver, cluster, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const rule = (permissionType: string, principal: string, operation: string, [resourceType, name]: [string, string]) => {
  const isPrefix = name.length > 1 && name.endsWith('*')
  const pattern = { name: isPrefix ? name.slice(0, -1) : name, patternType: isPrefix ? 'PREFIXED' : 'LITERAL' }
  return { resourcePattern: { resourceType, ...pattern }, principal, host: '*', operation, permissionType }
}
const put = (spec: object) => ({ op: 'put' as const, manifest: { ...acl, spec } })

const client = {
  virtualCluster: 'mypartner',
  physicalCluster: 'clusterA',
  user: 'user1',
  host: '10.0.0.7',
  software: 'librdkafka 2.16.0',
  connections: 1,
  since: now.toISOString(),
  seen: now.toISOString(),
}

const worker = {
  name: 'w1',
  version: '1.0.0',
  pid: 1,
  startedAt: now,
  seenAt: now,
  generation: 1,
  adminUrl: 'http://w1:8888',
  clusters: [],
  addresses: { mypartner: 'gateway.example:6972' },
  errors: [],
  clients: [client],
  refusals: [],
} as unknown as Worker

const readTopic1 = rule('ALLOW', 'User:user1', 'READ', ['TOPIC', 'topic1'])
const denyAll = rule('DENY', 'User:*', 'READ', ['TOPIC', 'top*'])
const readGroups = rule('ALLOW', 'User:user1', 'READ', ['GROUP', 'app-*'])

async function world(...rules: object[]) {
  const store = await emptyStore()
  const api = apiOver({ ...store, workers: async () => [worker] })
  await api.send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await api.send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await api.send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await api.send('PUT /gateway/v2/alias-topic', { body: alias('other', { physicalName: 'internal-topic-name2' }) })
  for (const name of ['user1', 'user2']) await api.send('PUT /gateway/v2/service-account', { body: account(name) })
  for (const spec of rules)
    assert.equal((await api.send('PUT /tidegate/v1/acl', { body: { ...acl, spec } })).status, 200)
  const ask = async (query: Record<string, string>) =>
    (await api.send(`GET /tidegate/v1/access?${new URLSearchParams({ vcluster: 'mypartner', ...query })}`)).json
  const compare = async (changes: unknown[], principal = 'User:user1') =>
    (await api.send('POST /tidegate/v1/access/compare', { body: { vCluster: 'mypartner', principal, changes } })).json
  const view = async (user: string) =>
    (await api.send(`GET /tidegate/v1/access/view?vcluster=mypartner&user=${user}`)).json
  return { ...api, store, ask, compare, view }
}

const topic1 = { resourceType: 'TOPIC', name: 'topic1', operation: 'READ' }

test('Whether a principal may do something is told with the rule that decides, and who else may', async () => {
  const { ask } = await world(readTopic1)
  const allowed = await ask({ ...topic1, principal: 'User:user1' })
  assert.deepEqual(allowed.decision, {
    allowed: true,
    by: 'RULE',
    rule: readTopic1,
    why: 'user1 may read topic topic1 from any host.',
  })
  assert.equal(allowed.exists, true)
  assert.deepEqual(
    allowed.may.map(({ principal, hasAccount }: any) => [principal, hasAccount]),
    [
      ['User:admin', false],
      ['User:user1', true],
    ],
  )
  const { decision } = await ask({ ...topic1, principal: 'User:user2' })
  assert.deepEqual(decision, {
    allowed: false,
    by: 'DEFAULT',
    why: 'No ACL allows it, and what no ACL allows is denied.',
  })
})

test('A DENY of all operations is told as one of any', async () => {
  const { ask } = await world(rule('DENY', 'User:user1', 'ALL', ['TOPIC', 'topic1']))
  const { decision } = await ask({ ...topic1, principal: 'User:user1' })
  assert.equal(decision.why, 'user1 may not do anything with topic topic1 from any host, whatever else is allowed.')
})

test('A DENY for everybody leaves only super users', async () => {
  const { ask } = await world(readTopic1, denyAll)
  const { decision, may, of } = await ask({ ...topic1, principal: 'User:user1' })
  assert.deepEqual([decision.allowed, decision.rule], [false, denyAll])
  assert.deepEqual([may[0].principal, may[0].decision.by, of], ['User:admin', 'SUPER_USER', 1])
})

test('Where no address is asked for, those for which the answer is another one are told', async () => {
  const { ask } = await world({ ...readTopic1, host: '10.0.0.7' })
  const anywhere = await ask({ ...topic1, principal: 'User:user1' })
  assert.equal(anywhere.decision.allowed, false)
  assert.deepEqual(
    anywhere.exceptions.map(({ host, decision }: any) => [host, decision.allowed]),
    [['10.0.0.7', true]],
  )
  assert.equal((await ask({ ...topic1, principal: 'User:user1', host: '10.0.0.7' })).decision.allowed, true)
})

test('An operation that a resource does not have is refused by name', async () => {
  const { send } = await world()
  const query = 'vcluster=mypartner&resourceType=CLUSTER&name=kafka-cluster&operation=READ'
  const { status, json } = await send(`GET /tidegate/v1/access?${query}`)
  assert.equal(status, 400)
  assert.match(json.msg, /^operation: READ cannot be done to a CLUSTER/)
})

test('Principals are those with an account, super users and whoever rules name, with what is denied', async () => {
  const { send } = await world(readTopic1, denyAll, rule('ALLOW', 'User:ghost', 'READ', ['TOPIC', 'topic1']))
  const list = async (query = '') =>
    (await send(`GET /tidegate/v1/access/principal?vcluster=mypartner${query}`)).json.principals
  const all = await list()
  assert.deepEqual(
    all.map((each: any) => [each.principal, each.acls, each.denies, each.hasAccount, each.isSuperUser]),
    [
      ['User:*', 1, 1, false, false],
      ['User:admin', 0, 0, false, true],
      ['User:ghost', 1, 0, false, false],
      ['User:user1', 1, 0, true, false],
      ['User:user2', 0, 0, true, false],
    ],
  )
  const named = async (query: string) => (await list(query)).map((each: any) => each.principal)
  assert.deepEqual(await named('&only=DENY'), ['User:*'])
  assert.deepEqual(await named('&only=NO_ACCOUNT'), ['User:admin', 'User:ghost'])
  assert.deepEqual(await named('&only=NO_ACL'), ['User:user2'])
  assert.deepEqual(await named('&search=USER1'), ['User:user1'])
})

test('What a principal may do is told before and after changes, and the changes are not made', async () => {
  const { compare, store } = await world(readTopic1)
  const generation = await store.generation()
  const { rows, gained, lost, clients } = await compare([
    put(rule('ALLOW', 'User:user1', 'WRITE', ['TOPIC', 'other'])),
    put(denyAll),
    put(readGroups),
  ])
  const told = rows.map(({ pattern, operations }: any) => [
    pattern.resourceType,
    pattern.name,
    operations.map((each: any) => `${each.operation} ${each.before.allowed} ${each.after.allowed}`).join(),
  ])
  assert.deepEqual(told, [
    ['TOPIC', 'other', 'WRITE false true,DESCRIBE false true'],
    ['TOPIC', 'topic1', 'READ true false,DESCRIBE true true'],
    ['GROUP', 'app-', 'READ false true,DESCRIBE false true'],
  ])
  assert.deepEqual([gained, lost], [4, 1])
  assert.equal(
    rows[1].operations[0].after.why,
    'Everybody may not read every topic whose name begins with top from any host, whatever else is allowed.',
  )
  assert.deepEqual(clients, [client])
  assert.equal(await store.generation(), generation)
})

test('Where the rules are a part of the virtual cluster, its own change is compared too', async () => {
  const { send } = await world()
  const restApi = { aclMode: 'REST_API', superUsers: [], acls: [readTopic1] }
  const other = { ...partner(restApi), metadata: { name: 'other' } }
  assert.equal((await send('PUT /gateway/v2/virtual-cluster', { body: other })).status, 200)
  const spec = { ...other.spec, acls: [rule('ALLOW', 'User:user1', 'WRITE', ['TOPIC', 'topic1'])] }
  const body = {
    vCluster: 'other',
    principal: 'User:user1',
    changes: [{ op: 'put', manifest: { ...other, spec } }],
  }
  const { gained, lost } = (await send('POST /tidegate/v1/access/compare', { body })).json
  assert.deepEqual([gained, lost], [1, 1])
  const nowhere = await send('POST /tidegate/v1/access/compare', { body: { ...body, vCluster: 'nobody' } })
  assert.equal(nowhere.status, 404)
})

test('A partner is shown the topics that it may describe, under their aliases, and nothing else', async () => {
  const { view } = await world(readTopic1, readGroups)
  const { topics, hidden, others, bootstrapServers, leaks } = await view('user1')
  assert.deepEqual(topics, [{ name: 'topic1', operations: ['READ', 'DESCRIBE'] }])
  assert.deepEqual([hidden, bootstrapServers], [1, ['gateway.example:6972']])
  assert.deepEqual(others, [{ pattern: readGroups.resourcePattern, operations: ['READ', 'DESCRIBE'] }])
  assert.deepEqual(leaks.found, [])
  const none = await view('user2')
  assert.deepEqual([none.topics, none.hidden], [[], 2])
  assert.equal((await view('admin')).topics.length, 2)
})

test('A partner is shown both names of a renamed topic until the old one has retired', async () => {
  const { view, send } = await world(rule('ALLOW', 'User:user1', 'READ', ['TOPIC', '*']))
  const names = async () => (await view('user1')).topics.map(({ name }: { name: string }) => name)
  const rename = async (seconds: number) => {
    const retires = { on: new Date(now.getTime() + seconds * 1_000).toISOString(), to: 'orders' }
    const changes = [alias('orders'), alias('topic1', { retires })].map(manifest => ({ op: 'put', manifest }))
    const { json } = await send('POST /tidegate/v1/plan', { body: { changes } })
    await send('POST /tidegate/v1/apply', { body: { changes, expected: json.expected } })
  }
  await rename(1)
  assert.deepEqual(await names(), ['orders', 'other', 'topic1'])
  await rename(0)
  assert.deepEqual(await names(), ['orders', 'other'])
})

test('A physical name among what a partner is shown is found, as a whole word in any case', async () => {
  const { send, view } = await world(rule('ALLOW', 'User:user1', 'READ', ['TOPIC', '*']))
  await send('PUT /gateway/v2/alias-topic', {
    body: alias('v2.Internal-Topic-Name2', { physicalName: 'internal-topic-name2' }),
  })
  await send('DELETE /gateway/v2/alias-topic', { body: { name: 'other', vCluster: 'mypartner' } })
  await send('PUT /gateway/v2/alias-topic', {
    body: alias('v2.Internal-Topic-Name2', { physicalName: 'internal-topic-name2' }),
  })
  const { leaks } = await view('user1')
  assert.deepEqual(leaks.found, [{ text: 'v2.Internal-Topic-Name2', name: 'internal-topic-name2' }])
  assert.deepEqual(leaksOf(['domain', 'the-main.topic'], ['main']).found, [{ text: 'the-main.topic', name: 'main' }])
})
