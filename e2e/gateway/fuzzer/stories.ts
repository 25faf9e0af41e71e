import type { Body } from '@tidegate/protocol'
import { messages, Writer, write } from '@tidegate/protocol'
import { anyAcl } from '../access/requests/acls.ts'
import { batch } from '../batch.ts'

/** What an earlier answer said under one of the names, or something else where none did. */
export type Know = (names: readonly string[], otherwise: any) => any

/** What one connection calls its own. */
export type Names = { readonly group: string; readonly transactionalId: string }

const ZERO = 'AAAAAAAAAAAAAAAAAAAAAA'

function blob(name: string, body: Body): Buffer {
  const writer = new Writer()
  writer.int16(1)
  write(messages[name]!, 1, body, writer)
  return Buffer.concat(writer.slices())
}

const subscription = blob('ConsumerProtocolSubscription', { topics: ['shown'] })
const assignment = blob('ConsumerProtocolAssignment', { assignedPartitions: [{ topic: 'shown', partitions: [0, 1] }] })

const topicId = (know: Know) => know(['topicId'], ZERO)
const memberId = (know: Know) => know(['memberId'], '')
const generation = (know: Know) => know(['generationId', 'memberEpoch'], -1)
const offset = (know: Know) => know(['offset', 'highWatermark', 'baseOffset', 'committedOffset'], 0n)
const producer = (know: Know) => ({
  producerId: know(['producerId'], -1n),
  producerEpoch: know(['producerEpoch'], -1),
})
const commit = (know: Know): Body[] => [
  { name: 'shown', topicId: topicId(know), partitions: [{ partitionIndex: 0, committedOffset: offset(know) }] },
]
const acl = {
  resourceType: 2,
  resourceName: 'shown',
  resourcePatternType: 3,
  principal: 'User:user1',
  host: '*',
  operation: 3,
  permissionType: 3,
}
const aclFilter = { ...anyAcl, resourceTypeFilter: 2 }
type Make = (know: Know, names: Names, version: number) => Body

/** A body as a client would send it, with the fields of all versions. */
const bodies: Readonly<Record<string, Make>> = {
  ApiVersions: () => ({ clientSoftwareName: 'fuzzer', clientSoftwareVersion: '1' }),
  SaslHandshake: () => ({ mechanism: 'PLAIN' }),
  SaslAuthenticate: () => ({ authBytes: Buffer.from('\0user1\0wrong') }),
  Metadata: (know, _, version) => {
    const id = topicId(know)
    return { topics: [version < 10 || id === ZERO ? { name: 'shown' } : { name: null, topicId: id }] }
  },
  DescribeCluster: () => ({ includeClusterAuthorizedOperations: true, endpointType: 1 }),
  DescribeConfigs: (_, { group }) => ({
    resources: [
      { resourceType: 2, resourceName: 'shown', configurationKeys: null },
      { resourceType: 32, resourceName: group, configurationKeys: ['a'] },
    ],
  }),
  ListOffsets: () => ({
    replicaId: -1,
    topics: [
      { name: 'shown', partitions: [-1n, -2n].map((timestamp, partitionIndex) => ({ partitionIndex, timestamp })) },
    ],
  }),
  OffsetForLeaderEpoch: know => ({
    replicaId: -1,
    topics: [{ topic: 'shown', partitions: [{ partition: 0, leaderEpoch: know(['leaderEpoch'], 0) }] }],
  }),
  Fetch: know => ({
    maxWaitMs: 5,
    minBytes: 1,
    maxBytes: 100_000,
    sessionId: know(['sessionId'], 0),
    sessionEpoch: know(['sessionEpoch'], -1),
    topics: [
      {
        topic: 'shown',
        topicId: topicId(know),
        partitions: [{ partition: 0, fetchOffset: offset(know), partitionMaxBytes: 50_000 }],
      },
    ],
  }),
  Produce: know => ({
    transactionalId: know(['none'], null),
    acks: -1,
    timeoutMs: 1_000,
    topicData: [
      {
        name: 'shown',
        topicId: topicId(know),
        partitionData: [{ index: 0, records: [batch({ ...producer(know), baseSequence: know(['baseSequence'], 0) })] }],
      },
    ],
  }),
  FindCoordinator: (_, { group, transactionalId }) => ({
    key: group,
    keyType: 0,
    coordinatorKeys: [group, transactionalId],
  }),
  JoinGroup: (know, { group }) => ({
    groupId: group,
    sessionTimeoutMs: 6_000,
    rebalanceTimeoutMs: 100,
    memberId: memberId(know),
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: subscription }],
  }),
  SyncGroup: (know, { group }) => ({
    groupId: group,
    generationId: generation(know),
    memberId: memberId(know),
    protocolType: 'consumer',
    protocolName: 'range',
    assignments: [{ memberId: memberId(know), assignment }],
  }),
  Heartbeat: (know, { group }) => ({ groupId: group, generationId: generation(know), memberId: memberId(know) }),
  LeaveGroup: (know, { group }) => ({
    groupId: group,
    memberId: memberId(know),
    members: [{ memberId: memberId(know) }],
  }),
  OffsetCommit: (know, { group }) => ({
    groupId: group,
    generationIdOrMemberEpoch: generation(know),
    memberId: memberId(know),
    topics: commit(know),
  }),
  OffsetFetch: (know, { group }) => {
    const topics = [{ name: 'shown', topicId: topicId(know), partitionIndexes: [0, 1] }]
    return {
      groupId: group,
      topics,
      groups: [
        { groupId: group, topics },
        { groupId: `c-${group}`, topics: null },
      ],
    }
  },
  OffsetDelete: (_, { group }) => ({
    groupId: group,
    topics: [{ name: 'shown', partitions: [{ partitionIndex: 0 }] }],
  }),
  ListGroups: () => ({}),
  DescribeGroups: (_, { group }) => ({ groups: [group, `c-${group}`], includeAuthorizedOperations: true }),
  DeleteGroups: (_, { group }) => ({ groupsNames: [group] }),
  ConsumerGroupHeartbeat: (know, { group }) => ({
    groupId: `c-${group}`,
    memberId: know(['memberId'], 'AAAAAAAAAAAAAAAAAAAAAQ'),
    memberEpoch: know(['memberEpoch'], 0),
    rebalanceTimeoutMs: 1_000,
    subscribedTopicNames: ['shown'],
    topicPartitions: [],
  }),
  ConsumerGroupDescribe: (_, { group }) => ({ groupIds: [`c-${group}`, group] }),
  InitProducerId: (know, { transactionalId }) => ({ transactionalId, transactionTimeoutMs: 2_000, ...producer(know) }),
  AddPartitionsToTxn: (know, { transactionalId }) => {
    const { producerId, producerEpoch } = producer(know)
    return {
      v3AndBelowTransactionalId: transactionalId,
      v3AndBelowProducerId: producerId,
      v3AndBelowProducerEpoch: producerEpoch,
      v3AndBelowTopics: [{ name: 'shown', partitions: [0, 1] }],
    }
  },
  AddOffsetsToTxn: (know, { group, transactionalId }) => ({ transactionalId, groupId: group, ...producer(know) }),
  TxnOffsetCommit: (know, { group, transactionalId }) => ({
    transactionalId,
    groupId: group,
    generationId: generation(know),
    memberId: memberId(know),
    ...producer(know),
    topics: commit(know),
  }),
  EndTxn: (know, { transactionalId }) => ({ transactionalId, committed: true, ...producer(know) }),
  DescribeAcls: () => aclFilter,
  CreateAcls: () => ({ creations: [acl] }),
  DeleteAcls: () => ({ filters: [{ ...aclFilter, resourceNameFilter: 'shown', operation: 3 }] }),
}

export const apiNames: readonly string[] = Object.keys(bodies)

/** A copy, which may be changed. */
export const bodyOf = (name: string, ...made: Parameters<Make>): Body => copyOf(bodies[name]!(...made))

function copyOf(value: any): any {
  if (Buffer.isBuffer(value)) return Buffer.from(value)
  if (Array.isArray(value)) return value.map(copyOf)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyOf(each)]))
}

/** What clients do one after the other. */
export const stories = {
  member: [
    'FindCoordinator',
    'JoinGroup',
    'JoinGroup',
    'SyncGroup',
    'Heartbeat',
    'OffsetCommit',
    'OffsetFetch',
    'DescribeGroups',
    'LeaveGroup',
  ],
  newMember: [
    'ConsumerGroupHeartbeat',
    'ConsumerGroupHeartbeat',
    'ConsumerGroupDescribe',
    'OffsetFetch',
    'ConsumerGroupHeartbeat',
  ],
  transaction: [
    'InitProducerId',
    'AddPartitionsToTxn',
    'Produce',
    'AddOffsetsToTxn',
    'TxnOffsetCommit',
    'EndTxn',
    'EndTxn',
    'Produce',
  ],
  reader: ['Metadata', 'ListOffsets', 'Fetch', 'Fetch', 'OffsetForLeaderEpoch', 'Fetch'],
  writer: ['Metadata', 'InitProducerId', 'Produce', 'Produce', 'Produce', 'ListOffsets', 'Fetch'],
  admin: [
    'DescribeCluster',
    'DescribeConfigs',
    'ListGroups',
    'DescribeGroups',
    'DescribeAcls',
    'CreateAcls',
    'DeleteAcls',
    'OffsetDelete',
    'DeleteGroups',
  ],
  greeting: ['ApiVersions', 'SaslHandshake', 'SaslAuthenticate', 'Metadata', 'SaslHandshake'],
} as const satisfies Record<string, readonly string[]>
