import { aclName } from '@tidegate/resources'
import type { Tidegate } from './fixture.ts'

const partner = { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] }

const readOrders = {
  resourcePattern: { resourceType: 'TOPIC', name: 'orders', patternType: 'LITERAL' },
  principal: 'User:reader',
  host: '*',
  operation: 'READ',
  permissionType: 'ALLOW',
} as const

const broker = (id: number, port: number, live = true) => ({ id, address: `localhost:${port}`, live })

export const putPartner = ({ put }: Tidegate, name: string) => put('VirtualCluster', { name }, partner)

/** Two physical clusters, one partner with all that belongs to it, and two gateways that serve it. */
export const clientOf = (gateway: string) => ({
  virtualCluster: 'acme',
  physicalCluster: 'clusterA',
  user: 'reader',
  host: gateway === 'gateway-1' ? '10.0.0.7' : '2001:db8::7',
  software: 'apache-kafka-java 4.3.1',
  connections: 4,
  since: new Date().toISOString(),
  seen: new Date().toISOString(),
})

export async function putSample(tidegate: Tidegate): Promise<void> {
  const { put, report, store } = tidegate
  const properties = { 'bootstrap.servers': 'broker-1:9092,broker-2:9092', 'security.protocol': 'PLAINTEXT' }
  await store.syncManaged([{ name: 'main', role: 'main', properties, managedBy: 'environment' }])
  await put(
    'PhysicalCluster',
    { name: 'clusterA' },
    {
      role: 'upstream',
      properties: {
        'bootstrap.servers': 'a.example:9092',
        'security.protocol': 'SASL_PLAINTEXT',
        'sasl.mechanism': 'PLAIN',
        'sasl.jaas.config':
          'org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="hunter2-a";',
      },
    },
  )
  await putPartner(tidegate, 'acme')
  await put(
    'AliasTopic',
    { name: 'orders', vCluster: 'acme' },
    { physicalName: 'internal.orders.v3', physicalCluster: 'clusterA' },
  )
  await put('GatewayServiceAccount', { name: 'reader', vCluster: 'acme' }, { type: 'LOCAL' })
  await put('Acl', { name: aclName(readOrders), vCluster: 'acme' }, readOrders)
  for (const [name, port] of [
    ['gateway-1', 6969],
    ['gateway-2', 7969],
  ] as const)
    await report({
      name,
      adminUrl: `http://localhost:${port}`,
      clusters: [
        { name: 'main', reachable: true, brokers: [broker(1, port), broker(2, port + 1)] },
        { name: 'clusterA', reachable: true, brokers: [broker(1, port + 3)] },
      ],
      addresses: { acme: `localhost:${port + 3}` },
      clients: [clientOf(name)],
    })
}
