import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Clusters } from '@tidegate/api'
import type { Snapshot } from '@tidegate/store'
import { type KafkaCluster, spawnKafkaTool, startKafka } from '@tidegate/testkit'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { PhysicalClusters } from '../src/inventory/clusters.ts'
import { Picture } from '../src/picture.ts'
import { ShownTopics } from '../src/shown-topics.ts'

let cluster: KafkaCluster
let kafka: Kafka
let admin: Admin
let clusters: Clusters

const users = { admin: 'admin-secret', gateway: 'gateway-secret', guest: 'guest-secret' }

before(async () => {
  cluster = await startKafka({ brokerIds: [1, 2], security: 'SASL_PLAINTEXT', users, authorizer: true })
  kafka = new Kafka({
    brokers: cluster.bootstrap.split(','),
    sasl: { mechanism: 'plain', username: 'admin', password: users.admin },
    logLevel: logLevel.NOTHING,
  })
  admin = kafka.admin()
  await admin.connect()
  clusters = seenBy('admin')
  await admin.createTopics({
    topics: [
      {
        topic: 'orders',
        numPartitions: 3,
        replicationFactor: 2,
        configEntries: [{ name: 'retention.ms', value: '60000' }],
      },
      { topic: 'payments', numPartitions: 1, replicationFactor: 1 },
    ],
  })
  await produce('orders', 9)
})
after(async () => {
  await admin?.disconnect()
  await cluster?.stop()
})

/** As a gateway that runs with one physical cluster. */
function seenBy(user: string): Clusters {
  const spec = { role: 'upstream', properties: cluster.clientProperties(user) }
  const resources = [{ kind: 'PhysicalCluster', metadata: { name: 'a' }, spec }]
  const snapshot = { generation: 1, resources, tokens: [], slots: [] } as unknown as Snapshot
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const [picture, topics] = [new Picture(), new ShownTopics()]
  topics.apply(picture.take(snapshot).resources)
  return new PhysicalClusters({ worker: 'g1', gateway: { picture, topics }, caughtUp: async () => {}, log })
}

async function produce(topic: string, count: number): Promise<void> {
  const producer = kafka.producer()
  await producer.connect()
  const messages = Array.from({ length: count }, (_, i) => ({ partition: i % 3, value: `${i}` }))
  await producer.send({ topic, messages })
  await producer.disconnect()
}

/** Kafka's own consumer, by either of its protocols. */
const consume = (group: string, protocol: 'classic' | 'consumer') =>
  spawnKafkaTool('4.3.1', 'console-consumer', [
    ...['--bootstrap-server', cluster.bootstrap, '--topic', 'orders', '--group', group, '--from-beginning'],
    ...Object.entries({ ...cluster.clientProperties('admin'), 'group.protocol': protocol }).flatMap(([name, value]) => [
      '--command-property',
      `${name}=${value}`,
    ]),
  ])

test('of many topics those are told that are not there, also where others came a moment ago', async () => {
  await clusters.topics('a')
  await admin.createTopics({ topics: [{ topic: 'came-later', numPartitions: 1 }], waitForLeaders: true })
  const asked = ['orders', 'nothing', 'came-later', 'payments', 'no such/topic']
  deepStrictEqual(await clusters.missingTopics('a', asked), ['nothing', 'no such/topic'])
  deepStrictEqual(await clusters.missingTopics('a', ['orders']), [])
  await admin.deleteTopics({ topics: ['came-later'] })
})

test('topics are told with their partitions, their copies, and the size of one copy', async () => {
  const { topics, brokers, controllerId, missing } = await clusters.topics('a')
  deepStrictEqual(missing, [])
  deepStrictEqual([brokers.map(({ id }) => id), controllerId], [[1, 2], 1])
  const orders = topics.find(({ name }) => name === 'orders')
  ok(orders?.sizeBytes && orders.sizeBytes > 0)
  deepStrictEqual(
    { ...orders, sizeBytes: 0 },
    { name: 'orders', internal: false, partitions: 3, replication: 2, underReplicated: 0, sizeBytes: 0 },
  )
  strictEqual(topics.find(({ name }) => name === 'payments')?.sizeBytes, 0)
})

test('one topic is told with the offsets of each partition, and where each of its settings comes from', async () => {
  const topic = await clusters.topic('a', 'orders')
  deepStrictEqual(topic.missing, [])
  deepStrictEqual(
    topic.partitions.map(({ partition, beginOffset, endOffset, replicas, inSync }) => [
      partition,
      beginOffset,
      endOffset,
      replicas.length,
      inSync.length,
    ]),
    [0, 1, 2].map(partition => [partition, 0, 3, 2, 2]),
  )
  strictEqual(
    topic.sizeBytes,
    topic.partitions.reduce((sum, { sizeBytes }) => sum + sizeBytes!, 0),
  )
  const sourceOf = (wanted: string) => topic.configs.find(({ name }) => name === wanted)?.source
  deepStrictEqual([sourceOf('retention.ms'), sourceOf('cleanup.policy')], ['topic', 'default'])
})

test('a topic or group that is not there is said not to be', async () => {
  await rejects(clusters.topic('a', 'nothing'), { code: 'NOT_FOUND' })
  await rejects(clusters.group('a', 'nobody'), { code: 'NOT_FOUND' })
  await rejects(clusters.topics('b'), { code: 'NOT_FOUND' })
})

test('groups are told with how far they are behind, on each partition and in all', async () => {
  const commit = (groupId: string, offsets: readonly number[]) =>
    admin.setOffsets({
      groupId,
      topic: 'orders',
      partitions: offsets.map((offset, partition) => ({ partition, offset: `${offset}` })),
    })
  await commit('late', [0, 1])
  await commit('through', [3, 3, 3])
  const late = await clusters.group('a', 'late')
  deepStrictEqual(late.missing, [])
  deepStrictEqual(late.members, [])
  deepStrictEqual(late.offsets, [
    { topic: 'orders', partition: 0, committed: 0, end: 3, lag: 3, memberId: null },
    { topic: 'orders', partition: 1, committed: 1, end: 3, lag: 2, memberId: null },
  ])
  deepStrictEqual(
    (await clusters.groups('a')).groups.map(({ id }) => id).filter(id => id === 'late' || id === 'through').length,
    2,
  )
  const loads = await clusters.groupLoads('a', ['late', 'through', 'gone'])
  deepStrictEqual(
    loads.toSorted((a, b) => a.id.localeCompare(b.id)),
    [
      { id: 'late', members: 0, lag: 5 },
      { id: 'through', members: 0, lag: 0 },
    ],
  )
})

for (const protocol of ['classic', 'consumer'] as const)
  test(`a member of a group of the ${protocol} protocol is told with its client and the partitions that are its own`, async () => {
    await using consumer = await consume(protocol, protocol)
    await consumer.waitFor(lines => lines.length === 9)
    const { members, offsets, missing, type } = await clusters.group('a', protocol)
    deepStrictEqual([type, missing], [protocol, []])
    deepStrictEqual(
      members.map(({ clientId, host, partitions }) => [clientId, host, partitions]),
      [['console-consumer', '127.0.0.1', 3]],
    )
    ok(offsets.every(({ memberId }) => memberId === members[0]?.memberId))
  })

test('what the gateway’s user may not see is said to be missing, and the rest is told', async () => {
  await admin.createAcls({
    acl: [
      {
        resourceType: 2,
        resourceName: 'orders',
        resourcePatternType: 3,
        principal: 'User:gateway',
        host: '*',
        operation: 8,
        permissionType: 3,
      },
    ],
  })
  const seen = seenBy('gateway')
  const { topics, missing } = await seen.topics('a')
  deepStrictEqual(
    topics.map(({ name, sizeBytes }) => [name, sizeBytes]),
    [['orders', null]],
  )
  deepStrictEqual(missing, ['Sizes are not known: the gateway’s user may not DESCRIBE the cluster.'])
  const orders = await seen.topic('a', 'orders')
  strictEqual(orders.partitions[0]?.endOffset, 3)
  deepStrictEqual(orders.configs, [])
  ok(orders.missing.some(sentence => sentence.includes('DESCRIBE_CONFIGS')))
  deepStrictEqual((await seenBy('guest').topics('a')).topics, [])
})

test('a broker that hangs is said to be missing, and the others are asked', async () => {
  process.kill(cluster.brokers[1]!.pid, 'SIGSTOP')
  const { missing, groups } = await seenBy('admin')
    .groups('a')
    .finally(() => process.kill(cluster.brokers[1]!.pid, 'SIGCONT'))
  deepStrictEqual(missing, ['The Kafka cluster could not be looked at: broker 2 cannot be reached.'])
  ok(Array.isArray(groups))
})
