import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, acl, alias, apiOver, cluster, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="hunter2";'
const sasl = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': jaas }

async function world() {
  const api = apiOver(await emptyStore())
  await api.send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA', sasl) })
  await api.send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await api.send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await api.send('PUT /gateway/v2/service-account', { body: account('user1') })
  await api.send('PUT /tidegate/v1/acl', { body: acl })
  const read = (query: string) => api.send(`GET /tidegate/v1/yaml?${query}`)
  return { ...api, read }
}

test('A virtual cluster read as YAML with all that belongs to it changes nothing when it is applied again', async () => {
  const { read, send } = await world()
  const { status, json } = await read('kind=VirtualCluster&name=mypartner&contents=true')
  assert.equal(status, 200)
  const { json: plan } = await send('POST /tidegate/v1/plan', { body: { yaml: json.yaml } })
  assert.deepEqual(plan.errors, [])
  assert.deepEqual(
    plan.changes.map(({ kind, result }: { kind: string; result: string }) => [kind, result]),
    ['VirtualCluster', 'AliasTopic', 'GatewayServiceAccount', 'Acl'].map(kind => [kind, 'NOT_CHANGED']),
  )
  assert.deepEqual(json.expected, plan.expected)
})

test('No secret of a physical cluster is in its YAML, and applying it keeps the secret', async () => {
  const { read, send } = await world()
  const { json } = await read('kind=PhysicalCluster&name=clusterA')
  assert.match(json.yaml, /sasl.mechanism: PLAIN/)
  assert.doesNotMatch(json.yaml, /hunter2|jaas/)
  const { json: plan } = await send('POST /tidegate/v1/plan', { body: { yaml: json.yaml } })
  assert.deepEqual([plan.errors, plan.changes[0].result], [[], 'NOT_CHANGED'])
})

test('What does not exist is said by its kind and name', async () => {
  const { read } = await world()
  const { status, text } = await read('kind=AliasTopic&vcluster=mypartner&name=none')
  assert.equal(status, 404)
  assert.match(text, /AliasTopic none does not exist: check its name/)
})
