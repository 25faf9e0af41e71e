import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, alias, apiOver, cluster } from './api.ts'
import { emptyStore } from './fixture.ts'

const documents = {
  'virtual-cluster': `---
kind: VirtualCluster
apiVersion: gateway/v2
metadata:
    name: mypartner
spec:
    aclEnabled: true
    superUsers:
        - admin
    type: Partner
`,
  'alias-topic': `---
kind: AliasTopic
apiVersion: gateway/v2
metadata:
    name: topic1
    vCluster: mypartner
spec:
    physicalName: internal-topic-name1
    physicalCluster: clusterA
---
kind: AliasTopic
apiVersion: gateway/v2
metadata:
    name: topic2
    vCluster: mypartner
spec:
    physicalName: internal-topic-name2
    physicalCluster: clusterA
`,
  'service-account': `---
kind: GatewayServiceAccount
apiVersion: gateway/v2
metadata:
    name: admin
    vCluster: mypartner
spec:
    type: LOCAL
---
kind: GatewayServiceAccount
apiVersion: gateway/v2
metadata:
    name: user1
    vCluster: mypartner
spec:
    type: LOCAL
`,
}

const spec = { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] }

test('The documents of the how-to, applied in their order, make a partner that can be reached', async () => {
  const { send } = apiOver(await emptyStore())
  const headers = { 'content-type': 'application/yaml' }
  const read = async () => (await send('GET /gateway/v2/virtual-cluster/mypartner')).json
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })

  for (const [path, text] of Object.entries(documents)) {
    if (path === 'alias-topic') assert.deepEqual((await read()).spec, spec)
    for (const body of text.split('---\n').slice(1)) {
      const { status, json } = await send(`PUT /gateway/v2/${path}`, { body, headers })
      assert.deepEqual([status, json.upsertResult], [200, 'CREATED'])
    }
  }

  const reached = {
    kind: 'VirtualCluster',
    apiVersion: 'gateway/v2',
    metadata: { name: 'mypartner' },
    spec: {
      ...spec,
      bootstrapServers: 'localhost:6972',
      clientProperties: {
        'security.protocol': 'SASL_PLAINTEXT',
        'sasl.mechanism': 'PLAIN',
        'sasl.jaas.config':
          'org.apache.kafka.common.security.plain.PlainLoginModule required username={{username}} password={{password}};',
      },
    },
  }
  assert.deepEqual(await read(), reached)
  assert.deepEqual((await send('GET /gateway/v2/virtual-cluster')).json, [reached])
  assert.deepEqual((await send('GET /gateway/v2/alias-topic')).json, [
    alias('topic1'),
    alias('topic2', { physicalName: 'internal-topic-name2' }),
  ])
  assert.deepEqual((await send('GET /gateway/v2/service-account')).json, [account('admin'), account('user1')])
})

test('A partner is taken apart in the opposite order, and leaves nothing', async () => {
  const { send } = apiOver(await emptyStore())
  const headers = { 'content-type': 'application/yaml' }
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  for (const [path, text] of Object.entries(documents))
    for (const body of text.split('---\n').slice(1)) await send(`PUT /gateway/v2/${path}`, { body, headers })
  const gone: [string, unknown?][] = [
    ['DELETE /gateway/v2/service-account', { name: 'user1', vCluster: 'mypartner' }],
    ['DELETE /gateway/v2/service-account', { name: 'admin', vCluster: 'mypartner' }],
    ['DELETE /gateway/v2/alias-topic', { name: 'topic1', vCluster: 'mypartner' }],
    ['DELETE /gateway/v2/alias-topic', { name: 'topic2', vCluster: 'mypartner' }],
    ['DELETE /gateway/v2/virtual-cluster/mypartner'],
    ['DELETE /tidegate/v1/physical-cluster/clusterA'],
  ]
  for (const [line, body] of gone) {
    const { status, text } = await send(line, { body })
    assert.deepEqual([status, text], [204, ''], line)
  }
  for (const path of ['virtual-cluster', 'alias-topic', 'service-account'])
    assert.deepEqual((await send(`GET /gateway/v2/${path}`)).json, [])
})
