import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds, listings } from '@tidegate/resources'
import { openApi } from '../src/index.ts'
import { account, acl, alias, apiOver, cluster, now, partner, share } from './api.ts'
import { emptyStore } from './fixture.ts'

const store = await emptyStore()
const { send, caller } = apiOver(store)
await send('PUT /tidegate/v1/physical-cluster', {
  body: cluster('clusterA', {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config':
      'org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="geheim";',
  }),
})
await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
await send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
await send('PUT /gateway/v2/alias-topic', { body: alias('topic2', { physicalName: 'internal-topic-name2' }) })
await send('PUT /gateway/v2/service-account', { body: account('user1') })
await send('PUT /tidegate/v1/acl', { body: acl })
await send('PUT /tidegate/v1/partner', { body: share({ endsOn: '2027-03-31' }) })
const report = {
  version: '1.0.0',
  pid: 1,
  startedAt: now,
  adminUrl: 'http://localhost:8888',
  clients: [],
  refusals: [],
}
const clusters = [{ name: 'clusterA', reachable: true, brokers: [] }]
const generation = await store.generation()
const addresses = { mypartner: 'localhost:6972' }
await store.reportWorker({ ...report, name: 'gateway-1', generation, clusters, addresses, errors: [] })
const error = { kind: 'AliasTopic', vCluster: 'mypartner', name: 'topic1', message: 'it is gone' }
await store.reportWorker({ ...report, name: 'gateway-2', generation: 1, clusters, addresses, errors: [error] })

const page = (path: string) => send(`GET /tidegate/v1/page/${path}`)

for (const [kind, { path }] of Object.entries(kinds))
  test(`A page of ${kind} is what the whole list is, with the numbers beside`, async () => {
    const { status, json } = await page(path)
    assert.equal(status, 200)
    const { json: whole } = await send(`GET /${kinds[kind as keyof typeof kinds].apiVersion}/${path}`)
    assert.deepEqual(
      json.rows.map(({ status: _, ...row }: { status?: object }) => row),
      whole,
    )
    assert.deepEqual([json.total, json.of, json.cursor], [whole.length, whole.length, undefined])
    assert.ok(whole.length > 0)
  })

test('A virtual cluster is listed with what is in it and who serves it', async () => {
  const { json } = await page('virtual-cluster')
  assert.deepEqual(json.rows[0].status, { aliasTopics: 2, servedBy: { on: 1, of: 2, failing: 1 } })
})

test('A physical cluster is listed with how many gateways run it as it is, and without its secrets', async () => {
  const answer = await page('physical-cluster')
  const { inForce } = answer.json.rows[0].status
  assert.deepEqual([inForce.on, inForce.of], [2, 2])
  assert.doesNotMatch(answer.text, /geheim|jaas/)
  assert.doesNotMatch(JSON.stringify(await caller().physicalCluster.page()), /geheim|jaas/)
})

test('A page goes on where the one before ended', async () => {
  const { json: first } = await page('alias-topic?limit=1&order=desc')
  const { json: second } = await page(`alias-topic?limit=1&order=desc&cursor=${first.cursor}`)
  const names = [first, second].map(({ rows }) => rows.map((row: { metadata: { name: string } }) => row.metadata.name))
  assert.deepEqual(names, [['topic2'], ['topic1']])
  assert.deepEqual([second.cursor, second.total, second.of], [undefined, 2, 2])
})

test('A page is searched, narrowed and ordered by parameters, and by tRPC alike', async () => {
  const query = 'vcluster=mypartner&search=USER1&resourceType=TOPIC&operation=READ&permissionType=ALLOW&sort=host'
  const { json } = await page(`acl?${query}`)
  assert.equal(json.total, 1)
  assert.equal((await page('acl?operation=WRITE')).json.total, 0)
  const { rows, total, of } = await caller().acl.page({ vCluster: 'mypartner', operation: 'WRITE' })
  assert.deepEqual([rows, total, of], [[], 0, 1])
})

const refused: Readonly<Record<string, RegExp>> = {
  'alias-topic?limit=0': /limit: give a whole number from 1 to 200/,
  'alias-topic?limit=201': /limit: give a whole number from 1 to 200/,
  'alias-topic?limit=ten': /limit: give a whole number from 1 to 200/,
  'alias-topic?cursor=nonsense': /cursor: give that of an answer to the same list/,
  'alias-topic?sort=spec': /sort: use name or physicalName or physicalCluster/,
  'alias-topic?order=up': /order: use asc or desc/,
  'alias-topic?type=LOCAL': /type/,
  'alias-topic?search=': /search: it must not be empty/,
  'acl?operation=Read': /operation: use ALL or READ/,
  'virtual-cluster?vcluster=mypartner': /vcluster/,
}

for (const [path, words] of Object.entries(refused))
  test(`GET /tidegate/v1/page/${path} is refused, and the field is named`, async () => {
    const { status, text } = await page(path)
    assert.equal(status, 400)
    assert.match(text, words)
  })

test('A page of a virtual cluster that does not exist is refused and not empty', async () => {
  assert.equal((await page('alias-topic?vcluster=nobody')).status, 404)
})

test('The documentation names every way to search, narrow and order each list', () => {
  const { paths } = JSON.parse(JSON.stringify(openApi()))
  for (const [kind, { order, filters }] of Object.entries(listings)) {
    const { get } = paths[`/tidegate/v1/page/${kinds[kind as keyof typeof kinds].path}`]
    const described = new Map(
      get.parameters.map(({ name, description }: Record<string, string>) => [name, description]),
    )
    for (const name of Object.keys(filters)) assert.ok(described.has(name), name)
    for (const sort of order) assert.match(String(described.get('sort')), new RegExp(`\\b${sort}\\b`))
  }
})

test('Clients are listed page by page as they are ordered, each once, and never those of a silent gateway', async () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
  const clientOf = (i: number) => ({
    virtualCluster: i % 2 ? 'mypartner' : 'globex',
    physicalCluster: 'clusterA',
    user: `${i % 3 ? 'Reader' : 'writer'}-${i}`,
    host: `10.0.0.${i}`,
    ...(i % 4 && { software: 'librdkafka 2.11.0' }),
    connections: i,
    since: at(i),
    seen: at(30 - i),
  })
  const clients = Array.from({ length: 23 }, (_, i) => clientOf(i))
  const store = await emptyStore()
  const { send } = apiOver(store)
  await store.reportWorker({ ...report, name: 'gateway-1', generation: 1, clusters, addresses, errors: [], clients })
  const all = async (query: string) => {
    const rows: { user: string; connections: number }[] = []
    for (let cursor = ''; ; ) {
      const { json } = await send(`GET /tidegate/v1/page/connection?limit=5&${query}${cursor && `&cursor=${cursor}`}`)
      rows.push(...json.rows)
      if (!json.cursor) return { rows, total: json.total, of: json.of }
      cursor = json.cursor
    }
  }
  for (const sort of ['user', 'virtualCluster', 'host', 'software', 'connections', 'gateway', 'seen', 'since'])
    for (const order of ['asc', 'desc']) {
      const { rows, total, of } = await all(`sort=${sort}&order=${order}`)
      assert.equal(new Set(rows.map(({ user }) => user)).size, 23)
      assert.deepEqual([rows.length, total, of], [23, 23, 23])
    }
  const { rows } = await all('sort=connections&order=desc')
  assert.deepEqual(
    rows.map(({ connections }) => connections),
    clients.map((_, i) => 22 - i),
  )
  const some = await all('virtualCluster=mypartner&search=READER-1&gateway=gateway-1')
  assert.deepEqual(
    some.rows.map(({ user }) => user),
    ['Reader-1', 'Reader-11', 'Reader-13', 'Reader-17', 'Reader-19'],
  )
  assert.deepEqual([some.total, some.of], [5, 23])
  assert.equal((await send('GET /tidegate/v1/page/connection?cursor=nonsense')).status, 400)
  const refusal = { at: at(1), refusal: 'credentials', reason: 'its token is expired', host: '10.0.0.9' }
  await store.reportWorker({
    ...report,
    name: 'gateway-2',
    generation: 1,
    clusters,
    addresses,
    errors: [],
    refusals: [refusal],
  })
  assert.deepEqual((await send('GET /tidegate/v1/connection/refused')).json, [{ gateway: 'gateway-2', ...refusal }])
})
