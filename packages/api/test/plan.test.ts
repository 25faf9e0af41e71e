import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { appRouter } from '../src/index.ts'
import { account, acl, alias, apiOver, cluster, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="hunter2";'
const sasl = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': jaas }

const client = (user: string, connections: number) => ({
  virtualCluster: 'mypartner',
  physicalCluster: 'clusterA',
  user,
  host: '10.0.0.7',
  connections,
  since: now.toISOString(),
  seen: now.toISOString(),
})

const worker = (changed: Partial<Worker>): Worker => ({
  name: 'w1',
  version: '1.0.0',
  pid: 1,
  startedAt: now,
  seenAt: now,
  generation: 1,
  adminUrl: 'http://w1:8888',
  clusters: [],
  addresses: {},
  errors: [],
  clients: [],
  refusals: [],
  ...changed,
})

const put = (manifest: unknown) => ({ op: 'put' as const, manifest })

/** Generation 1, 2 and so on, in this order. */
async function world(workers: Worker[] = []) {
  const store = await emptyStore()
  const api = apiOver({ ...store, workers: async () => workers })
  await api.send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await api.send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await api.send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await api.send('PUT /gateway/v2/service-account', { body: account('user1') })
  assert.equal(await store.generation(), 4)
  const plan = (body: unknown, user = 'admin') => api.send('POST /tidegate/v1/plan', { body, user })
  const apply = (body: unknown, user = 'admin') => api.send('POST /tidegate/v1/apply', { body, user })
  return { ...api, store, plan, apply }
}

test('A plan shows each change with its fields, and what it means to clients, and changes nothing', async () => {
  const silent = worker({ name: 'w2', seenAt: new Date(0), clients: [client('user1', 9)] })
  const { plan, store } = await world([worker({ clients: [client('user1', 2), client('user2', 1)] }), silent])
  const { status, json } = await plan({
    changes: [
      put(alias('topic1', { physicalName: 'internal-topic-name2' })),
      { op: 'delete', kind: 'GatewayServiceAccount', vCluster: 'mypartner', name: 'user1' },
    ],
  })
  assert.equal(status, 200)
  const yaml = (physicalName: string) =>
    `kind: AliasTopic\napiVersion: gateway/v2\nmetadata:\n  name: topic1\n  vCluster: mypartner\nspec:\n  physicalName: ${physicalName}\n  physicalCluster: clusterA\n`
  assert.deepEqual(json, {
    baseGeneration: 4,
    changes: [
      {
        change: 0,
        kind: 'AliasTopic',
        vCluster: 'mypartner',
        name: 'topic1',
        op: 'put',
        result: 'UPDATED',
        generation: 3,
        diff: [{ path: 'spec.physicalName', before: 'internal-topic-name1', after: 'internal-topic-name2' }],
        secrets: [],
        yamlBefore: yaml('internal-topic-name1'),
        yamlAfter: yaml('internal-topic-name2'),
      },
      {
        change: 1,
        kind: 'GatewayServiceAccount',
        vCluster: 'mypartner',
        name: 'user1',
        op: 'delete',
        result: 'DELETED',
        generation: 4,
        diff: [{ path: 'spec.type', before: 'LOCAL' }],
        secrets: [],
        yamlBefore:
          'kind: GatewayServiceAccount\napiVersion: gateway/v2\nmetadata:\n  name: user1\n  vCluster: mypartner\nspec:\n  type: LOCAL\n',
      },
    ],
    expected: [
      { kind: 'AliasTopic', vCluster: 'mypartner', name: 'topic1', generation: 3 },
      { kind: 'GatewayServiceAccount', vCluster: 'mypartner', name: 'user1', generation: 4 },
    ],
    errors: [],
    effects: [
      'Clients of mypartner see in topic topic1 the records of internal-topic-name2 instead of those of internal-topic-name1: 3 connections of 2 accounts are open.',
      'user1’s 2 open connections end at once.',
      'All tokens of user1 are revoked for good.',
    ],
    clients: 2,
    connections: 3,
  })
  assert.equal(await store.generation(), 4)
})

test('A plan lists all errors at once, each with its change, its field and the words of REST', async () => {
  const { plan, send } = await world()
  const bad = [
    {
      line: 'PUT /gateway/v2/virtual-cluster',
      body: {
        ...partner({ type: 'Standard', aclEnabled: false, superUsers: [] }),
        metadata: { name: 'other' },
      },
    },
    { line: 'PUT /gateway/v2/alias-topic', body: { ...alias('t', { physicalName: 1 }), extra: true } },
    { line: 'PUT /gateway/v2/alias-topic', body: alias('t2', { physicalName: 'missing' }) },
    { line: 'PUT /gateway/v2/alias-topic', body: alias('t3', { physicalCluster: 'nowhere' }, 'nobody') },
    {
      line: 'PUT /tidegate/v1/physical-cluster',
      body: cluster('sasl', { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' }),
    },
    { line: 'PUT /tidegate/v1/physical-cluster', body: cluster('tls', { 'security.protocol': 'WRONG' }) },
  ]
  const { status, json } = await plan({
    changes: [...bad.map(({ body }) => put(body)), { op: 'delete', kind: 'VirtualCluster', name: 'nobody' }],
  })
  assert.equal(status, 200)
  const errors = json.errors as { change: number; code: string; path?: string; message: string }[]
  assert.deepEqual(
    errors.map(({ change, code, path }) => [change, code, path]),
    [
      [0, 'INVALID', 'spec.type'],
      [0, 'INVALID', 'spec.aclEnabled'],
      [0, 'INVALID', 'spec.superUsers'],
      [1, 'INVALID', 'spec.physicalName'],
      [1, 'INVALID', 'extra'],
      [2, 'INVALID', undefined],
      [3, 'NOT_FOUND', 'metadata.vCluster'],
      [3, 'CONFLICT', 'spec.physicalCluster'],
      [4, 'INVALID', 'spec.properties.sasl.jaas.config'],
      [5, 'INVALID', 'spec.properties.security.protocol'],
      [6, 'NOT_FOUND', undefined],
    ],
  )
  for (const [i, { line, body }] of bad.entries()) {
    const refused = await send(line, { body })
    const first = errors.find(({ change }) => change === i)
    assert.ok(refused.json.msg.startsWith(first?.message), refused.json.msg)
  }
})

test('YAML documents are planned as one, whatever their order', async () => {
  const { plan } = await world()
  const documents = [
    'kind: AliasTopic\napiVersion: gateway/v2\nmetadata: {name: t, vCluster: other}\nspec: {physicalName: internal-topic-name1, physicalCluster: clusterA}',
    'kind: VirtualCluster\napiVersion: gateway/v2\nmetadata: {name: other}\nspec: {type: Partner, aclEnabled: true, superUsers: [admin]}',
  ]
  const { json } = await plan({ yaml: documents.join('\n---\n') })
  assert.deepEqual(json.errors, [])
  assert.deepEqual(
    json.changes.map((each: { kind: string; result: string }) => [each.kind, each.result]),
    [
      ['AliasTopic', 'CREATED'],
      ['VirtualCluster', 'CREATED'],
    ],
  )
})

const unreadable = [
  { what: 'YAML that cannot be read', body: { yaml: 'a: [' }, says: /neither YAML nor JSON/ },
  { what: 'no change at all', body: { changes: [] }, says: /give at least one change/ },
  { what: 'an operation that there is not', body: { changes: [{ op: 'patch' }] }, says: /changes/ },
  { what: 'a kind that there is not', body: { changes: [{ op: 'delete', kind: 'X', name: 'x' }] }, says: /kind/ },
] as const

for (const { what, body, says } of unreadable)
  test(`A plan of ${what} is refused`, async () => {
    const { plan } = await world()
    const { status, text } = await plan(body)
    assert.equal(status, 400)
    assert.match(text, says)
  })

test('A plan shows that a secret changes, and no secret', async () => {
  const { plan, apply, send } = await world()
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('secure', sasl) })
  const other = { ...sasl, 'sasl.jaas.config': jaas.replace('hunter2', 'hunter3') }
  const body = { changes: [put(cluster('secure', other))] }
  const planned = await plan(body)
  assert.deepEqual(planned.json.changes[0].diff, [
    { path: 'spec.properties.sasl.jaas.config', before: '[redacted]', after: '[redacted, changed]' },
  ])
  assert.deepEqual(planned.json.changes[0].secrets, [{ property: 'sasl.jaas.config', state: 'CHANGED' }])
  const applied = await apply({ ...body, expected: planned.json.expected })
  assert.equal(applied.status, 200)
  const stale = await apply({ ...body, expected: planned.json.expected })
  assert.equal(stale.status, 412)
  assert.doesNotMatch(planned.text + applied.text + stale.text, /hunter|PlainLogin/)
})

test('Who may only read may plan, and not apply', async () => {
  const { plan, apply } = await world()
  const body = { changes: [put(alias('topic2', { physicalName: 'internal-topic-name2' }))] }
  const { status, json } = await plan(body, 'reader')
  assert.equal(status, 200)
  assert.equal((await apply({ ...body, expected: json.expected }, 'reader')).status, 403)
})

test('What was planned is applied as one, in force here before it is answered', async () => {
  const { plan, apply, applied } = await world()
  const changes = [put(alias('topic2', { physicalName: 'internal-topic-name2' })), put(acl), put(partner())]
  const { json } = await plan({ changes })
  const before = applied.length
  const answer = await apply({ changes, expected: json.expected })
  assert.deepEqual(answer.json, {
    generation: 5,
    applied: [
      { kind: 'AliasTopic', name: 'topic2', vCluster: 'mypartner', result: 'CREATED', generation: 5 },
      {
        kind: 'Acl',
        name: json.changes[1].name,
        vCluster: 'mypartner',
        result: 'CREATED',
        generation: 5,
      },
      { kind: 'VirtualCluster', name: 'mypartner', result: 'NOT_CHANGED', generation: 2 },
    ],
  })
  assert.deepEqual(applied.slice(before), [5])
})

test('Where one change is refused, none is made, in the words of the change by itself', async () => {
  const { plan, apply, store, send } = await world()
  const bad = alias('topic3', { physicalName: 'missing' })
  const changes = [put(alias('topic2', { physicalName: 'internal-topic-name2' })), put(bad)]
  const { json } = await plan({ changes })
  const refused = await apply({ changes, expected: json.expected })
  assert.equal(refused.status, 400)
  assert.equal(refused.json.msg, (await send('PUT /gateway/v2/alias-topic', { body: bad })).json.msg)
  assert.equal(await store.generation(), 4)
})

test('The second of two plans of one resource is refused by REST and tRPC alike, with the three versions', async () => {
  const { plan, apply, caller, send } = await world()
  const changes = [put(partner({ superUsers: ['admin', 'mine'] }))]
  const { json } = await plan({ changes })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner({ superUsers: ['admin', 'theirs'] }) })
  const refused = await apply({ changes, expected: json.expected })
  assert.equal(refused.status, 412)
  const [conflict] = refused.json.conflicts
  assert.deepEqual(
    [conflict.theirDiff, conflict.myDiff, conflict.changed.user, conflict.changed.at],
    [
      [{ path: 'spec.superUsers[1]', after: 'theirs' }],
      [{ path: 'spec.superUsers[1]', after: 'mine' }],
      'admin',
      now.toISOString(),
    ],
  )
  for (const version of ['base', 'theirs', 'mine']) assert.match(conflict[version], /^kind: VirtualCluster\n/)
  await assert.rejects(caller().change.applyPlan({ changes, expected: json.expected }), (error: any) => {
    assert.deepEqual([error.code, error.message], ['PRECONDITION_FAILED', refused.json.msg])
    assert.deepEqual(error.cause.failure.details.conflicts, refused.json.conflicts)
    return true
  })
})

test('Over HTTP, tRPC hands the conflicts to the page beside the reason', async () => {
  const { plan, send, contextFor } = await world()
  const changes = [put(partner({ superUsers: ['mine'] }))]
  const { json } = await plan({ changes })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner({ superUsers: ['theirs'] }) })
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    router: appRouter,
    req: new Request('http://console/trpc/change.applyPlan', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ changes, expected: json.expected }),
    }),
    createContext: () => contextFor('admin', true, 'trpc'),
  })
  const { error } = (await response.json()) as { error: { data: Record<string, any> } }
  assert.deepEqual([response.status, error.data.reason, error.data.conflicts.length], [412, 'STALE_WRITE', 1])
  assert.equal(error.data.conflicts[0].changed.surface, 'rest')
})

test('Applied again under the same key, nothing is done and the same is answered', async () => {
  const { plan, apply, store } = await world()
  const changes = [{ op: 'delete', kind: 'GatewayServiceAccount', vCluster: 'mypartner', name: 'user1' }]
  const { json } = await plan({ changes })
  const body = { changes, expected: json.expected, key: 'once' }
  const first = await apply(body)
  assert.equal(first.status, 200)
  assert.deepEqual((await apply(body)).json, first.json)
  assert.equal(await store.generation(), 5)
  const other = await apply({ ...body, changes: [put(partner({ superUsers: ['other'] }))] })
  assert.equal(other.status, 409)
})

test('Of many alias topics each is told by itself that its topic is not there, or cannot be looked up', async () => {
  const { plan } = await world()
  const changes = (...names: string[]) => names.map((physicalName, i) => put(alias(`alias${i}`, { physicalName })))
  const errorsOf = async (...names: string[]) => (await plan({ changes: changes(...names) })).json.errors
  const missing = await errorsOf('internal-topic-name2', 'nothing', 'nowhere')
  assert.deepEqual(
    missing.map(({ change, code }: { change: number; code: string }) => [change, code]),
    [
      [1, 'INVALID'],
      [2, 'INVALID'],
    ],
  )
  const unknown = await errorsOf('internal-topic-name2', 'unreachable')
  assert.deepEqual(
    unknown.map(({ code }: { code: string }) => code),
    ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE'],
  )
})
