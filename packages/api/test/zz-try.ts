import { apiOver } from './api.ts'
import { memoryStore } from './memory-store.ts'

const { send, caller } = apiOver(memoryStore())
const show = async (line: string, sent?: any) => {
  const r = await send(line, sent)
  console.log(line, r.status, r.text.slice(0, 300))
}
const vc = {
  kind: 'VirtualCluster',
  apiVersion: 'gateway/v2',
  metadata: { name: 'mypartner' },
  spec: { aclEnabled: true, superUsers: ['admin'], type: 'Partner' },
}
await show('PUT /tidegate/v1/physical-cluster', {
  body: {
    kind: 'PhysicalCluster',
    apiVersion: 'tidegate/v1',
    metadata: { name: 'clusterA' },
    spec: {
      properties: {
        'bootstrap.servers': 'a:9092',
        'security.protocol': 'SASL_PLAINTEXT',
        'sasl.mechanism': 'PLAIN',
        'sasl.jaas.config': 'x.PlainLoginModule required username="u" password="geheim";',
      },
    },
  },
})
await show('PUT /gateway/v2/virtual-cluster?dryMode=true', { body: vc })
await show('PUT /gateway/v2/virtual-cluster', { body: vc })
await show('PUT /gateway/v2/virtual-cluster', { body: vc })
await show('PUT /gateway/v2/virtual-cluster', { body: { ...vc, spec: { ...vc.spec, aclEnabled: false } } })
await show('PUT /gateway/v2/virtual-cluster', {
  body: { ...vc, spec: { ...vc.spec, aclEnabled: 'x', foo: 1, superUsers: ['a'] } },
})
await show('PUT /gateway/v2/virtual-cluster', { body: '{"a": 1,\n }' })
await show('PUT /gateway/v2/virtual-cluster?dryRun=true', { body: vc })
await show('PUT /gateway/v2/virtual-cluster', { body: vc, user: 'reader' })
await show('PUT /gateway/v2/virtual-cluster', { body: vc, user: null })
const alias = {
  kind: 'AliasTopic',
  apiVersion: 'gateway/v2',
  metadata: { name: 'topic1', vCluster: 'mypartner' },
  spec: { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA' },
}
await show('GET /gateway/v2/virtual-cluster/mypartner')
await show('PUT /gateway/v2/alias-topic', { body: { ...alias, spec: { ...alias.spec, physicalName: 'nope' } } })
await show('PUT /gateway/v2/alias-topic', { body: alias })
await show('PUT /gateway/v2/alias-topic', { body: { ...alias, metadata: { name: 't' } } })
await show('GET /gateway/v2/virtual-cluster/mypartner')
await show('GET /gateway/v2/alias-topic?vcluster=nope')
await show('GET /gateway/v2/alias-topic?vcluster=mypartner&showDefaults=false')
await show('DELETE /gateway/v2/virtual-cluster/mypartner')
await show('PATCH /gateway/v2/virtual-cluster/mypartner')
await show('GET /gateway/v2/nope')
await show('POST /gateway/v2/token', { body: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 0.5 } })
await show('POST /gateway/v2/token', { body: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 5 } })
await show('PUT /gateway/v2/service-account', {
  body: 'kind: GatewayServiceAccount\napiVersion: gateway/v2\nmetadata: {name: user1, vCluster: mypartner}\nspec: {type: local}',
  headers: { 'content-type': 'application/yaml' },
})
await show('POST /gateway/v2/token', { body: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 5 } })
await show('GET /gateway/v2/token')
await show('PUT /tidegate/v1/acl', {
  body: {
    kind: 'Acl',
    apiVersion: 'tidegate/v1',
    metadata: { vCluster: 'mypartner' },
    spec: {
      resourcePattern: { resourceType: 'TOPIC', name: 'topic1' },
      principal: 'User:user1',
      operation: 'READ',
      permissionType: 'ALLOW',
    },
  },
})
await show('GET /tidegate/v1/gateway')
await show('GET /gateway/v2/docs')
console.log(await caller().virtualCluster.overview({ name: 'mypartner' }))
