import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '@tidegate/store'
import { account, acl, alias, apiOver, cluster, partner, type Sent } from './api.ts'
import { emptyStore } from './fixture.ts'

const secret = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="geheim";'

/** A partner that is in use: what most of the rows below are asked of. */
async function inUse() {
  const api = apiOver(await emptyStore())
  const secured = cluster('clusterA', {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config': secret,
  })
  const given = [
    ['PUT /tidegate/v1/physical-cluster', secured],
    ['PUT /tidegate/v1/physical-cluster', cluster('clusterB')],
    ['PUT /gateway/v2/virtual-cluster', partner()],
    ['PUT /gateway/v2/alias-topic', alias('topic1')],
    ['PUT /gateway/v2/service-account', account('user1')],
    ['PUT /tidegate/v1/acl', acl],
  ] as const
  for (const [line, body] of given) assert.equal((await api.send(line, { body })).status, 200, line)
  return api
}

const refusals: (Sent & { line: string; status: number; says: RegExp })[] = [
  { line: 'GET /gateway/v2/virtual-cluster', user: null, status: 401, says: /Basic/ },
  { line: 'GET /gateway/v2/nothing', user: null, status: 401, says: /Basic/ },
  { line: 'GET /gateway/v2/docs', user: null, status: 401, says: /Basic/ },
  { line: 'PUT /gateway/v2/virtual-cluster', user: 'reader', body: partner(), status: 403, says: /write access/ },
  { line: 'PUT /gateway/v2/virtual-cluster', user: 'reader', body: '{', status: 403, says: /write access/ },
  { line: 'DELETE /gateway/v2/token/x', user: 'reader', status: 403, says: /write access/ },
  { line: 'GET /gateway/v2/nothing', status: 404, says: /docs/ },
  { line: 'GET /gateway/v2', status: 404, says: /docs/ },
  { line: 'GET /gateway/v2/virtual-cluster/nobody', status: 404, says: /nobody does not exist/ },
  { line: 'GET /gateway/v2/virtual-cluster/%zz', status: 404, says: /URL/ },
  { line: 'GET /gateway/v2/alias-topic?vcluster=nobody', status: 404, says: /nobody/ },
  { line: 'GET /gateway/v2/service-account?vcluster=passthrough', status: 404, says: /passthrough.*not offered/ },
  { line: 'GET /gateway/v2/token?vcluster=nobody', status: 404, says: /nobody/ },
  { line: 'DELETE /gateway/v2/virtual-cluster/nobody', status: 404, says: /nobody/ },
  { line: 'DELETE /gateway/v2/alias-topic', body: { name: 'topic1' }, status: 404, says: /passthrough/ },
  { line: 'DELETE /gateway/v2/token/nothing', status: 404, says: /no such token/ },
  { line: 'PUT /gateway/v2/alias-topic', body: alias('t', {}, 'nobody'), status: 404, says: /nobody/ },
  {
    line: 'PUT /gateway/v2/service-account',
    body: { ...account('user2'), metadata: { name: 'user2' } },
    status: 404,
    says: /passthrough.*not offered/,
  },
  {
    line: 'POST /gateway/v2/token',
    body: { vCluster: 'nobody', username: 'user1', lifeTimeSeconds: 60 },
    status: 404,
    says: /nobody/,
  },
  {
    line: 'POST /gateway/v2/token',
    body: { vCluster: 'mypartner', username: 'nobody', lifeTimeSeconds: 60 },
    status: 404,
    says: /no service account nobody/,
  },
  {
    line: 'POST /gateway/v2/token',
    body: { username: 'user1', lifeTimeSeconds: 60 },
    status: 404,
    says: /passthrough/,
  },
  { line: 'PATCH /gateway/v2/virtual-cluster', status: 405, says: /GET or PUT/ },
  { line: 'PUT /gateway/v2/docs', body: '{}', status: 405, says: /GET/ },
  {
    line: 'PUT /gateway/v2/virtual-cluster',
    body: partner({ aclEnabled: false }),
    status: 400,
    says: /spec\.aclEnabled/,
  },
  { line: 'PUT /gateway/v2/virtual-cluster', body: partner({ superUsers: [] }), status: 400, says: /spec\.superUsers/ },
  {
    line: 'PUT /gateway/v2/virtual-cluster',
    body: partner({ tpye: 'x' }),
    status: 400,
    says: /spec\.tpye.*no such field/,
  },
  { line: 'PUT /gateway/v2/virtual-cluster', body: alias('t'), status: 400, says: /kind: use VirtualCluster/ },
  { line: 'PUT /gateway/v2/virtual-cluster', body: [], status: 400, says: /an object with kind/ },
  {
    line: 'PUT /gateway/v2/virtual-cluster',
    body: { ...partner(), metadata: { name: 'passthrough' } },
    status: 400,
    says: /reserved/,
  },
  {
    line: 'PUT /gateway/v2/alias-topic',
    body: alias('t', { physicalName: 'missing' }),
    status: 400,
    says: /Physical topic missing does not exist on cluster clusterA: create it or correct spec\.physicalName/,
  },
  {
    line: 'PUT /gateway/v2/alias-topic?dryMode=true',
    body: alias('t', { physicalName: 'missing' }),
    status: 400,
    says: /missing/,
  },
  {
    line: 'PUT /gateway/v2/alias-topic',
    body: alias('t', { physicalName: 'unreachable' }),
    status: 503,
    says: /unreachable could not be looked up on cluster clusterA\. The Kafka cluster did not answer/,
  },
  {
    line: 'PUT /gateway/v2/alias-topic',
    body: alias('t', { physicalCluster: 'nowhere' }),
    status: 409,
    says: /nowhere does not exist/,
  },
  {
    line: 'PUT /gateway/v2/alias-topic',
    body: alias('t', { physicalCluster: 'clusterB', physicalName: 'other' }),
    status: 409,
    says: /topic1 is on clusterA/,
  },
  {
    line: 'PUT /gateway/v2/alias-topic',
    body: alias('topic1', { physicalCluster: 'clusterB', physicalName: 'other' }),
    status: 409,
    says: /cannot be changed/,
  },
  { line: 'DELETE /gateway/v2/virtual-cluster/mypartner', status: 409, says: /AliasTopic topic1/ },
  { line: 'DELETE /tidegate/v1/physical-cluster/clusterA', status: 409, says: /AliasTopic topic1/ },
]

const unreadable: (Sent & { line: string; says: RegExp })[] = [
  { line: 'PUT /gateway/v2/virtual-cluster', body: '', says: /^Invalid value for: body \(it is empty\)$/ },
  { line: 'PUT /gateway/v2/virtual-cluster', says: /^Invalid value for: body \(it is empty\)$/ },
  {
    line: 'PUT /gateway/v2/virtual-cluster',
    body: '{"a": 1,\n}',
    says: /body \(it is not JSON: see line 2, column 1\)$/,
  },
  { line: 'PUT /gateway/v2/virtual-cluster', body: 'geheim', says: /^Invalid value for: body \(it is not JSON\)$/ },
  { line: 'PUT /gateway/v2/virtual-cluster', body: 'kind: VirtualCluster', says: /it is not JSON/ },
  {
    line: 'PUT /gateway/v2/virtual-cluster',
    body: 'kind: [',
    headers: { 'content-type': 'application/yaml' },
    says: /body \(The text is neither YAML nor JSON: .* at line 1, column \d+\)$/,
  },
  {
    line: 'PUT /gateway/v2/virtual-cluster',
    body: 'a: 1\n---\nb: 1',
    headers: { 'content-type': 'application/yaml' },
    says: /one resource in each request/,
  },
  {
    line: 'PUT /gateway/v2/virtual-cluster?dryMode=1',
    body: partner(),
    says: /query parameter dryMode \(use true or false\)$/,
  },
  {
    line: 'PUT /gateway/v2/virtual-cluster?dryRun=true',
    body: partner(),
    says: /query parameter "dryRun" \(there is no such/,
  },
  { line: 'GET /gateway/v2/alias-topic?constructor=x', says: /query parameter "constructor"/ },
  { line: 'GET /gateway/v2/alias-topic?vcluster=', says: /query parameter \(vCluster: it must not be empty\)$/ },
  { line: 'GET /gateway/v2/virtual-cluster/%00', says: /path \(name: it must be well-formed text/ },
  { line: 'DELETE /gateway/v2/alias-topic', body: '[]', says: /body \(send an object\)$/ },
  {
    line: 'DELETE /gateway/v2/alias-topic',
    body: { vCluster: 'mypartner' },
    says: /body \(name: it is missing: give a text\)$/,
  },
  {
    line: 'POST /gateway/v2/token',
    body: { vCluster: 'mypartner', username: 'user1' },
    says: /body \(lifeTimeSeconds: give a whole number of seconds from 1 to 315360000\)$/,
  },
  {
    line: 'POST /gateway/v2/token',
    body: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 0 },
    says: /lifeTimeSeconds/,
  },
  {
    line: 'POST /gateway/v2/token',
    body: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 315_360_001 },
    says: /lifeTimeSeconds/,
  },
]

const api = await inUse()

for (const { line, status, says, ...sent } of refusals)
  test(`${line} is refused with ${status} and ${says.source}`, async () => {
    const answer = await api.send(line, sent)
    assert.equal(answer.status, status)
    assert.equal(typeof answer.json.title, 'string')
    assert.match(answer.json.msg, says)
    assert.deepEqual([answer.json.message, answer.json.cause], [answer.json.msg, answer.json.msg])
  })

for (const { line, says, ...sent } of unreadable)
  test(`${line} is refused as unreadable with ${says.source}`, async () => {
    const answer = await api.send(line, sent)
    assert.equal(answer.status, 400)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
    assert.match(answer.text, says)
  })

test('A refusal for want of credentials names the way to sign in', async () => {
  const { headers, json } = await api.send('GET /gateway/v2/virtual-cluster', { user: null })
  assert.match(headers.get('www-authenticate') ?? '', /^Basic /)
  assert.equal(json.title, 'The given credentials are not valid')
})

test('A wrong method is answered with those there are', async () => {
  assert.equal((await api.send('POST /gateway/v2/virtual-cluster/x')).headers.get('allow'), 'GET, DELETE')
})

test('A body over 1 MiB is refused with 413, announced or not', async () => {
  const body = 'x'.repeat(1024 * 1024 + 1)
  const announced = { 'content-length': String(body.length) }
  assert.equal((await api.send('PUT /gateway/v2/virtual-cluster', { body })).status, 413)
  assert.equal((await api.send('PUT /gateway/v2/virtual-cluster', { body: '{}', headers: announced })).status, 413)
})

test('A list is narrowed by name, virtual cluster and type', async () => {
  const names = async (path: string) =>
    (await api.send(`GET ${path}`)).json.map((each: { metadata: { name: string } }) => each.metadata.name)
  assert.deepEqual(await names('/gateway/v2/alias-topic?vcluster=mypartner&name=topic1&showDefaults=false'), ['topic1'])
  assert.deepEqual(await names('/gateway/v2/alias-topic?name=topic9'), [])
  assert.deepEqual(await names('/gateway/v2/service-account?type=local'), ['user1'])
  assert.deepEqual(await names('/gateway/v2/service-account?type=EXTERNAL'), [])
  assert.deepEqual(await names('/gateway/v2/virtual-cluster?name=mypartner'), ['mypartner'])
})

test('A secret is shown nowhere', async () => {
  const answers = [
    await api.send('GET /tidegate/v1/physical-cluster'),
    await api.send('GET /tidegate/v1/physical-cluster/clusterA'),
    { text: JSON.stringify(await api.caller().physicalCluster.list()) },
  ]
  for (const { text } of answers) {
    assert.match(text, /clusterA\.example:9092/)
    assert.doesNotMatch(text, /geheim|jaas/)
  }
})

test('What was read can be written back, and is then not changed', async () => {
  for (const path of [
    '/tidegate/v1/physical-cluster',
    '/gateway/v2/virtual-cluster',
    '/gateway/v2/alias-topic',
    '/gateway/v2/service-account',
    '/tidegate/v1/acl',
  ]) {
    const [first] = (await api.send(`GET ${path}`)).json
    const { status, json } = await api.send(`PUT ${path}`, { body: first })
    assert.deepEqual([status, json.upsertResult, json.resource], [200, 'NOT_CHANGED', first])
  }
})

test('JSON is read under any content type', async () => {
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  const { status, json } = await api.send('PUT /gateway/v2/virtual-cluster', { body: partner(), headers })
  assert.deepEqual([status, json.upsertResult], [200, 'NOT_CHANGED'])
})

test('A dry run answers as the change would and changes nothing', async () => {
  const { send, applied } = apiOver(await emptyStore())
  const dry = await send('PUT /gateway/v2/virtual-cluster?dryMode=true', { body: partner() })
  assert.deepEqual([dry.status, dry.json.upsertResult], [200, 'CREATED'])
  assert.deepEqual((await send('GET /gateway/v2/virtual-cluster')).json, [])
  assert.deepEqual(applied, [])
  const real = await send('PUT /gateway/v2/virtual-cluster?dryMode=false', { body: partner() })
  assert.deepEqual(real.json, dry.json)
})

test('A change is in force here before it is answered, and what changes nothing waits for nothing', async () => {
  const store = await emptyStore()
  const { send, applied } = apiOver(store)
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/service-account', { body: account('user1') })
  const { json } = await send('POST /gateway/v2/token', {
    body: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 60 },
  })
  await send(`DELETE /gateway/v2/token/${json.id}`)
  await send('DELETE /gateway/v2/service-account', { body: { name: 'user1', vCluster: 'mypartner' } })
  assert.deepEqual(applied, [1, 2, 3, 4, 5])
  assert.equal(await store.generation(), 5)
})

test('What nobody foresaw is answered without its words, under an id that the log has too', async () => {
  const broken = { list: () => Promise.reject(new Error('geheim')) } as unknown as Store
  const { send, logged } = apiOver(broken)
  const { status, text, json } = await send('GET /gateway/v2/virtual-cluster')
  assert.equal(status, 500)
  assert.doesNotMatch(text, /geheim/)
  assert.equal(json.title, 'An unexpected error occurred in the server')
  assert.equal(logged.length, 1)
  assert.ok(json.msg.includes(logged[0]!.correlationId))
})
