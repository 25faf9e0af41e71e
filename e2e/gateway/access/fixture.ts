import { messages, Writer, write } from '@tidegate/protocol'
import { type KafkaCluster, startKafka } from '@tidegate/testkit'
import { Platform, until } from '../platform.ts'
import { creations, type User, users } from './rules.ts'
import { Side } from './side.ts'

/** Topics as clients know them; behind the gateway they are called otherwise. */
const TOPICS = ['orders', 'orders-archive', 'payments', 'everyones']

const physical = (topic: string) => `internal.${topic}`

/** Members of groups of either protocol stay for the whole test. */
const properties = {
  'group.consumer.max.session.timeout.ms': '1800000',
  'group.consumer.session.timeout.ms': '1800000',
}

/** The transactional id of a producer that is there. */
export const OPEN = 'tx-open'

const password = (user: User) => `${user}-secret`

export type Access = {
  readonly platform: Platform
  readonly broker: KafkaCluster
  readonly bootstrap: string
  readonly passwords: Readonly<Record<string, string>>
  readonly reference: Side
  readonly gateway: Side
}

/** A broker with an authorizer, and a virtual cluster with the same topics, users, groups and no rules yet. */
export async function startAccess(): Promise<Access> {
  const passwords = Object.fromEntries(users.map(user => [user, password(user)]))
  const started = startKafka({
    name: 'reference',
    authorizer: true,
    security: 'SASL_PLAINTEXT',
    users: passwords,
    superUsers: ['admin'],
    properties,
  })
  const platform = await Platform.start({ main: startKafka({ name: 'main', properties }) })
  const broker = await started
  const reference = new Side(broker.bootstrap, password)
  await createTopics(reference, TOPICS)
  await platform.startWorker()
  const main = new Side(platform.clusters.main!.bootstrap)
  await createTopics(main, TOPICS.map(physical))
  main.close()
  const aliases = Object.fromEntries(TOPICS.map(topic => [topic, physical(topic)]))
  const partner = await platform.partner(
    'acme',
    'main',
    aliases,
    users.filter(user => user !== 'admin'),
  )
  const gateway = new Side(partner.bootstrap, user => partner.passwords[user] ?? '')
  return { platform, broker, bootstrap: partner.bootstrap, passwords: partner.passwords, reference, gateway }
}

export async function stopAccess({ platform, broker, reference, gateway }: Access): Promise<void> {
  reference.close()
  gateway.close()
  await Promise.all([platform.stop(), broker.stop()])
}

async function createTopics(side: Side, names: readonly string[]): Promise<void> {
  await side.asAdmin('CreateTopics', 7, {
    topics: names.map(name => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] })),
    timeoutMs: 10_000,
  })
  const describe = () => side.asAdmin('Metadata', 12, { topics: names.map(name => ({ name })) })
  await until(async () => (await describe()).topics.every((topic: any) => topic.partitions[0]?.leaderId >= 0))
}

/** The rules, by Kafka's own request; it is in force once a broker shows it. */
export async function createRules(side: Side): Promise<void> {
  const { results } = await side.asAdmin('CreateAcls', 3, { creations })
  const refused = results.findIndex((result: any) => result.errorCode !== 0)
  if (refused >= 0) throw new Error(`${JSON.stringify(creations[refused])}: ${results[refused].errorMessage}`)
  const all = { resourceTypeFilter: 1, resourceNameFilter: null, patternTypeFilter: 1, principalFilter: null }
  const describe = () => side.asAdmin('DescribeAcls', 3, { ...all, hostFilter: null, operation: 1, permissionType: 1 })
  await until(async () => {
    const { resources } = await describe()
    return resources.flatMap(({ acls }: any) => acls).length === creations.length
  })
}

/** Groups of both protocols with a member, one with offsets alone, and a transactional id. */
export async function createGroups(side: Side): Promise<void> {
  for (const [keyType, key] of [
    [0, 'billing'],
    [1, OPEN],
  ] as const)
    await until(async () => {
      const { coordinators } = await side.asAdmin('FindCoordinator', 4, { keyType, coordinatorKeys: [key] })
      return coordinators[0].errorCode === 0
    })
  await until(async () => {
    const init = { transactionalId: OPEN, transactionTimeoutMs: 900_000 }
    const { errorCode, producerId, producerEpoch } = await side.asAdmin('InitProducerId', 4, init)
    side.producer = { producerId, producerEpoch }
    return errorCode === 0
  })
  await until(async () => (await commit(side, 'billing-offsets')) === 0)
  await joinClassic(side, 'billing')
  await joinConsumer(side, 'billing-next', ['orders'])
  await joinConsumer(side, 'billing-both', ['orders', 'payments'])
}

/** Offsets of a group without members. */
export async function commit(side: Side, groupId: string): Promise<number> {
  const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedLeaderEpoch: 0, committedMetadata: 'm' }]
  const { topics } = await side.asAdmin('OffsetCommit', 9, {
    groupId,
    generationIdOrMemberEpoch: -1,
    topics: ['orders', 'payments'].map(name => ({ name, partitions })),
  })
  return Math.max(...topics.map((topic: any) => topic.partitions[0].errorCode))
}

/** The blob of a consumer's subscription or assignment, its version first. */
function blob(name: string, body: object): Buffer {
  const writer = new Writer()
  writer.int16(1)
  write(messages[name]!, 1, body, writer)
  return Buffer.concat(writer.slices())
}

export const subscription = (topics: readonly string[]) => blob('ConsumerProtocolSubscription', { topics })

async function joinClassic(side: Side, groupId: string): Promise<void> {
  const protocolType = 'consumer'
  const join = {
    groupId,
    sessionTimeoutMs: 1_800_000,
    rebalanceTimeoutMs: 60_000,
    protocolType,
    protocols: [{ name: 'range', metadata: subscription(['orders', 'payments']) }],
  }
  const { memberId } = await side.asAdmin('JoinGroup', 5, join)
  const { generationId: generation } = await side.asAdmin('JoinGroup', 5, { ...join, memberId })
  const assignment = blob('ConsumerProtocolAssignment', {
    assignedPartitions: ['orders', 'payments'].map(topic => ({ topic, partitions: [0] })),
  })
  await side.asAdmin('SyncGroup', 3, {
    groupId,
    memberId,
    generationId: generation,
    assignments: [{ memberId, assignment }],
  })
  side.members.set(groupId, { memberId, generation })
}

async function joinConsumer(side: Side, groupId: string, subscribedTopicNames: readonly string[]): Promise<void> {
  const join = { groupId, rebalanceTimeoutMs: 60_000, subscribedTopicNames, topicPartitions: [] }
  let { memberId, memberEpoch } = await side.asAdmin('ConsumerGroupHeartbeat', 0, join)
  // The assignment comes with one of the next heartbeats, and is taken by telling it back.
  const topicPartitions = subscribedTopicNames.map(name => ({ topicId: side.idOf(name), partitions: [0] }))
  await until(async () => {
    const owned = { groupId, memberId, memberEpoch, topicPartitions }
    const answer = await side.asAdmin('ConsumerGroupHeartbeat', 0, owned)
    memberEpoch = answer.memberEpoch || memberEpoch
    const { groups } = await side.asAdmin('ConsumerGroupDescribe', 0, { groupIds: [groupId] })
    const [member] = groups[0].members
    return groups[0].groupState === 'Stable' && member.assignment.topicPartitions.length === topicPartitions.length
  })
  side.members.set(groupId, { memberId, generation: memberEpoch })
}
