import type { Body } from '@tidegate/protocol'
import { batch } from '../batch.ts'

/** What a topic is called where the request is sent: at the gateway, or at the broker behind it. */
export type Names = {
  readonly topic: string
  readonly id: string
  /** Of the victim's topic. */
  readonly foreignId: string
}

/** A request that is well-formed and means harm or nothing, and the error codes of its answer. */
export type Question = {
  readonly row: number
  readonly title: string
  readonly api: string
  readonly version: number
  body(names: Names): Body
  readonly codes: readonly number[]
  /** Where the broker's codes are others, why; those of the gateway are the broker's otherwise. */
  readonly unlikeABroker?: string
}

const one = { partitionIndex: 0 }
const produce = (records: readonly Buffer[] | null, more: Body = {}) => ({
  api: 'Produce',
  version: 9,
  body: ({ topic }: Names) => ({
    acks: -1,
    timeoutMs: 5_000,
    topicData: [{ name: topic, partitionData: [{ index: 0, records }] }],
    ...more,
  }),
})
const fetchOf = (more: Body = {}, partition: Body = {}) => ({
  api: 'Fetch',
  version: 12,
  body: ({ topic }: Names) => ({
    maxWaitMs: 10,
    minBytes: 0,
    maxBytes: 1_000,
    ...more,
    topics: [{ topic, partitions: [{ partition: 0, partitionMaxBytes: 1_000, ...partition }] }],
  }),
})

export const questions: readonly Question[] = [
  ...['', '.', '..', 'a'.repeat(250), 'a/b', 'naïve', 'a b', 'SHOWN', 'shown\0', 'sho\u0301wn'].map(name => ({
    row: ['SHOWN', 'sho\u0301wn'].includes(name) ? 32 : 15,
    title: `Metadata of ${JSON.stringify(name.slice(0, 20))}`,
    api: 'Metadata',
    version: 12,
    body: () => ({ topics: [{ name }], allowAutoTopicCreation: true }),
    codes: [name === 'SHOWN' ? 3 : 17],
  })),
  ...(
    [
      ['precious', [3, 3, 3]],
      ['victim:precious', [17, 3, 17]],
      ['abused:shown', [17, 3, 17]],
      ['behind-the-victim', [3, 3, 3], 'it exists there'],
      ['behind-the-abused', [3, 3, 3], 'it exists there'],
      ['__consumer_offsets', [3, 3, 3], 'it exists there'],
      ['__transaction_state', [3, 3, 3], 'it exists there'],
      ['__cluster_metadata', [3, 3, 3]],
    ] as const
  ).flatMap(([name, codes, unlikeABroker]) =>
    [
      { api: 'Metadata', version: 12, body: () => ({ topics: [{ name }] }) },
      {
        api: 'ListOffsets',
        version: 6,
        body: () => ({ topics: [{ name, partitions: [{ ...one, timestamp: -1n }] }] }),
      },
      { api: 'DescribeConfigs', version: 4, body: () => ({ resources: [{ resourceType: 2, resourceName: name }] }) },
    ].map((asked, i) => ({
      row: 15,
      title: `${asked.api} of ${name}`,
      ...asked,
      codes: [codes[i] as number],
      ...(unlikeABroker && { unlikeABroker }),
    })),
  ),
  ...(
    [
      [
        'JoinGroup',
        5,
        {
          sessionTimeoutMs: 10_000,
          rebalanceTimeoutMs: 10_000,
          protocolType: 'consumer',
          protocols: [{ name: 'range' }],
        },
        [24],
      ],
      ['SyncGroup', 3, { generationId: 1, memberId: 'm' }, [24]],
      ['Heartbeat', 3, { generationId: 1, memberId: 'm' }, [24]],
      ['LeaveGroup', 3, { members: [{ memberId: 'm' }] }, [24]],
      [
        'ConsumerGroupHeartbeat',
        0,
        { memberEpoch: 0, rebalanceTimeoutMs: 1000, subscribedTopicNames: [], topicPartitions: [] },
        [42],
      ],
      ['OffsetDelete', 0, { topics: [] }, [24]],
      ['AddOffsetsToTxn', 3, { transactionalId: 't' }, [49]],
    ] as const
  ).map(([api, version, more, codes]) => ({
    row: 16,
    title: `${api} of a group without a name`,
    api,
    version,
    body: () => ({ groupId: '', ...more }),
    codes,
  })),
  {
    row: 16,
    title: 'DescribeGroups of groups without a name and with control characters',
    api: 'DescribeGroups',
    version: 5,
    body: () => ({ groups: ['', 'g\n\0'] }),
    codes: [0, 0],
  },
  {
    row: 16,
    title: 'DeleteGroups of groups without a name and with control characters',
    api: 'DeleteGroups',
    version: 2,
    body: () => ({ groupsNames: ['', 'g\n\0'] }),
    codes: [69, 69],
  },
  {
    row: 16,
    title: 'ConsumerGroupDescribe of a group without a name',
    api: 'ConsumerGroupDescribe',
    version: 0,
    body: () => ({ groupIds: ['', 'g\n\0'] }),
    codes: [24, 69],
  },
  {
    row: 16,
    title: 'OffsetFetch of a group without a name',
    api: 'OffsetFetch',
    version: 8,
    body: () => ({
      groups: [
        { groupId: '', topics: null },
        { groupId: 'g\n', topics: null },
      ],
    }),
    codes: [0, 0],
  },
  {
    row: 16,
    title: 'FindCoordinator of groups without a name and with control characters',
    api: 'FindCoordinator',
    version: 4,
    body: () => ({ keyType: 0, coordinatorKeys: ['', 'g\n\0'] }),
    codes: [0, 0],
  },
  {
    row: 16,
    title: 'InitProducerId without a transactional id but an empty one',
    api: 'InitProducerId',
    version: 4,
    body: () => ({ transactionalId: '', transactionTimeoutMs: 1000 }),
    codes: [42],
  },
  {
    row: 16,
    title: 'AddPartitionsToTxn with an empty transactional id',
    api: 'AddPartitionsToTxn',
    version: 3,
    body: ({ topic }) => ({ v3AndBelowTransactionalId: '', v3AndBelowTopics: [{ name: topic, partitions: [0] }] }),
    codes: [42],
  },
  {
    row: 16,
    title: 'AddOffsetsToTxn with an empty transactional id',
    api: 'AddOffsetsToTxn',
    version: 3,
    body: () => ({ transactionalId: '', groupId: 'g' }),
    codes: [42],
  },
  {
    row: 16,
    title: 'TxnOffsetCommit of a group without a name',
    api: 'TxnOffsetCommit',
    version: 3,
    body: ({ topic }) => ({ transactionalId: 't', groupId: '', topics: [{ name: topic, partitions: [one] }] }),
    codes: [24],
  },
  {
    row: 16,
    title: 'TxnOffsetCommit with an empty transactional id',
    api: 'TxnOffsetCommit',
    version: 3,
    body: ({ topic }) => ({ transactionalId: '', groupId: 'g', topics: [{ name: topic, partitions: [one] }] }),
    codes: [42],
  },
  {
    row: 16,
    title: 'EndTxn with an empty transactional id',
    api: 'EndTxn',
    version: 3,
    body: () => ({ transactionalId: '' }),
    codes: [42],
  },
  {
    row: 17,
    title: 'Metadata of the ids of another virtual cluster',
    api: 'Metadata',
    version: 12,
    body: ({ foreignId }) => ({
      topics: [
        { name: null, topicId: foreignId },
        { name: null, topicId: 'AQEBAQEBAQEBAQEBAQEBAQ' },
      ],
    }),
    codes: [100, 100],
    unlikeABroker: 'the physical id is one there',
  },
  {
    row: 17,
    title: 'Produce by the ids of another virtual cluster',
    api: 'Produce',
    version: 13,
    body: ({ foreignId }) => ({
      acks: -1,
      timeoutMs: 1_000,
      topicData: [{ topicId: foreignId, partitionData: [{ index: 0, records: [batch()] }] }],
    }),
    codes: [100],
    unlikeABroker: 'the physical id is one there',
  },
  {
    row: 17,
    title: 'Fetch by the ids of another virtual cluster',
    api: 'Fetch',
    version: 13,
    body: ({ foreignId }) => ({ maxWaitMs: 1, topics: [{ topicId: foreignId, partitions: [{ partition: 0 }] }] }),
    codes: [0, 100],
    unlikeABroker: 'the physical id is one there',
  },
  {
    row: 17,
    title: 'Fetch in a session that is a neighbour’s or nobody’s',
    ...fetchOf({ sessionId: 12_345, sessionEpoch: 1 }),
    codes: [70],
  },
  {
    row: 17,
    title: 'Heartbeat of a member that is guessed',
    api: 'Heartbeat',
    version: 4,
    body: () => ({ groupId: 'g', generationId: 1, memberId: 'guess' }),
    codes: [25],
  },
  {
    row: 17,
    title: 'OffsetCommit of a member that is guessed',
    api: 'OffsetCommit',
    version: 8,
    body: ({ topic }) => ({
      groupId: 'g',
      generationIdOrMemberEpoch: 3,
      memberId: 'guess',
      topics: [{ name: topic, partitions: [{ ...one, committedOffset: 1n }] }],
    }),
    codes: [22],
  },
  {
    row: 17,
    title: 'EndTxn of a producer that is guessed',
    api: 'EndTxn',
    version: 3,
    body: () => ({ transactionalId: 'nobody', producerId: 0n, producerEpoch: 0, committed: true }),
    codes: [49],
  },
  {
    row: 17,
    title: 'Produce as a producer that is guessed',
    ...produce([batch({ producerId: 4_711n, producerEpoch: 0, baseSequence: 0 })]),
    codes: [0],
  },
  {
    row: 18,
    title: 'Fetch as a follower',
    ...fetchOf({ replicaId: 1 }),
    codes: [0, 29],
    unlikeABroker: 'a follower is none of the gateway’s clients',
  },
  {
    row: 18,
    title: 'Fetch as a follower, since version 15',
    ...fetchOf(),
    version: 15,
    body: ({ id }) => ({
      replicaState: { replicaId: 1, replicaEpoch: 1n },
      topics: [{ topicId: id, partitions: [{ partition: 0 }] }],
    }),
    codes: [0, 29],
    unlikeABroker: 'a follower is none of the gateway’s clients',
  },
  { row: 18, title: 'Fetch in an isolation that does not exist', ...fetchOf({ isolationLevel: 7 }), codes: [-1, -1] },
  ...[1, -2].map(replicaId => ({
    row: 18,
    title: `ListOffsets as replica ${replicaId}`,
    api: 'ListOffsets',
    version: 6,
    body: ({ topic }: Names) => ({ replicaId, topics: [{ name: topic, partitions: [{ ...one, timestamp: -1n }] }] }),
    codes: [0],
  })),
  {
    row: 18,
    title: 'ListOffsets in an isolation that does not exist',
    api: 'ListOffsets',
    version: 6,
    body: ({ topic }) => ({
      replicaId: -1,
      isolationLevel: 9,
      topics: [{ name: topic, partitions: [{ ...one, timestamp: -1n }] }],
    }),
    codes: [-1],
  },
  {
    row: 18,
    title: 'FindCoordinator of a key type that does not exist',
    api: 'FindCoordinator',
    version: 4,
    body: () => ({ keyType: 9, coordinatorKeys: ['g'] }),
    codes: [42],
  },
  { row: 19, title: 'Produce of no batch', ...produce([]), codes: [87] },
  { row: 19, title: 'Produce of null', ...produce(null), codes: [87], unlikeABroker: 'it never answers' },
  { row: 19, title: 'Produce of two batches', ...produce([batch(), batch()]), codes: [87] },
  ...[0, 1, 3, -1].map(magic => ({
    row: 19,
    title: `Produce of magic ${magic}`,
    ...produce([batch({ magic })]),
    codes: [magic === 0 || magic === 1 ? 87 : 2],
  })),
  { row: 19, title: 'Produce of a wrong checksum', ...produce([batch({ crcOff: 1 })]), codes: [2] },
  { row: 19, title: 'Produce of more records than there are', ...produce([batch({ count: 9 })]), codes: [87] },
  { row: 19, title: 'Produce of 2147483647 records', ...produce([batch({ count: 2 ** 31 - 1 })]), codes: [87] },
  { row: 19, title: 'Produce of a negative number of records', ...produce([batch({ count: -5 })]), codes: [87] },
  { row: 19, title: 'Produce of a control batch', ...produce([batch({ attributes: 0x20 })]), codes: [87] },
  {
    row: 19,
    title: 'Produce of a negative sequence',
    ...produce([batch({ producerId: 1n, producerEpoch: 0, baseSequence: -7 })]),
    codes: [87],
  },
  ...[-(2 ** 30), -70, -1, 1, 100, 2 ** 30].map(lengthOff => ({
    row: 19,
    title: `Produce of a batch whose length is wrong by ${lengthOff}`,
    ...produce([batch({ lengthOff })]),
    codes: [lengthOff < 0 ? 2 : 87],
  })),
  ...[1, 11, 16, 17, 22, 60].map(bytes => ({
    row: 19,
    title: `Produce of the first ${bytes} bytes of a batch`,
    ...produce([batch().subarray(0, bytes)]),
    codes: [87],
  })),
  ...[5, -2].map(acks => ({
    ...produce([batch()], { acks }),
    row: 21,
    title: `Produce with acks=${acks}`,
    codes: [21],
  })),
  ...[-1, 2 ** 31 - 1].map(timeoutMs => ({
    ...produce([batch()], { timeoutMs }),
    row: 21,
    title: `Produce with a timeout of ${timeoutMs} ms`,
    codes: [0],
  })),
  {
    row: 22,
    title: 'Fetch of as much as can be said',
    ...fetchOf({ maxBytes: 2 ** 31 - 1 }, { partitionMaxBytes: 2 ** 31 - 1 }),
    codes: [0, 0],
  },
  { row: 22, title: 'Fetch of at least as much as can be said', ...fetchOf({ minBytes: 2 ** 31 - 1 }), codes: [0, 0] },
  {
    row: 22,
    title: 'Fetch of negative sizes and times',
    ...fetchOf({ maxWaitMs: -1, minBytes: -1, maxBytes: -1 }, { partitionMaxBytes: -1 }),
    codes: [-1, 0],
  },
  { row: 22, title: 'Fetch from a negative offset', ...fetchOf({}, { fetchOffset: -9n }), codes: [0, 1] },
  {
    row: 26,
    title: 'Metadata of one topic many times',
    api: 'Metadata',
    version: 12,
    body: ({ topic }) => ({ topics: Array(1_000).fill({ name: topic }) }),
    codes: [0, 0, 0],
  },
  {
    row: 26,
    title: 'Metadata of one id many times',
    api: 'Metadata',
    version: 12,
    body: ({ id }) => ({ topics: Array(1_000).fill({ name: null, topicId: id }) }),
    codes: [0, 0, 0],
  },
  {
    row: 26,
    title: 'Metadata of one topic that does not exist many times',
    api: 'Metadata',
    version: 12,
    body: () => ({ topics: Array(1_000).fill({ name: 'nothing' }) }),
    codes: [3],
  },
  {
    row: 26,
    title: 'ListOffsets of one partition twice',
    api: 'ListOffsets',
    version: 6,
    body: ({ topic }) => ({
      topics: [
        {
          name: topic,
          partitions: [
            { ...one, timestamp: -1n },
            { ...one, timestamp: -2n },
          ],
        },
      ],
    }),
    codes: [42],
  },
  {
    row: 26,
    title: 'ListOffsets of one topic twice',
    api: 'ListOffsets',
    version: 6,
    body: ({ topic }) => ({ topics: [1, 2].map(() => ({ name: topic, partitions: [{ ...one, timestamp: -1n }] })) }),
    codes: [42],
  },
  {
    row: 26,
    title: 'Fetch of one partition twice',
    ...fetchOf(),
    body: ({ topic }) => ({ topics: [{ topic, partitions: [{ partition: 0 }, { partition: 0 }] }] }),
    codes: [0, 0],
  },
  {
    row: 26,
    title: 'Produce to one topic twice',
    ...produce(null),
    body: ({ topic }) => ({
      acks: -1,
      timeoutMs: 1000,
      topicData: [1, 2].map(() => ({ name: topic, partitionData: [{ index: 0, records: [batch()] }] })),
    }),
    codes: [0],
  },
  {
    row: 26,
    title: 'Produce to one partition twice',
    ...produce(null),
    body: ({ topic }) => ({
      acks: -1,
      timeoutMs: 1000,
      topicData: [{ name: topic, partitionData: [1, 2].map(() => ({ index: 0, records: [batch()] })) }],
    }),
    codes: [0],
  },
  {
    row: 26,
    title: 'OffsetCommit of one topic twice',
    api: 'OffsetCommit',
    version: 8,
    body: ({ topic }) => ({
      groupId: 'twice',
      generationIdOrMemberEpoch: -1,
      topics: [1, 2].map(() => ({ name: topic, partitions: [{ ...one, committedOffset: 1n }] })),
    }),
    codes: [0, 0],
  },
  {
    row: 26,
    title: 'OffsetFetch of one group, topic and partition twice',
    api: 'OffsetFetch',
    version: 8,
    body: ({ topic }) => ({
      groups: [1, 2].map(() => ({
        groupId: 'twice',
        topics: [1, 2].map(() => ({ name: topic, partitionIndexes: [0, 0] })),
      })),
    }),
    codes: Array(10).fill(0),
  },
  {
    row: 26,
    title: 'DescribeGroups of one group twice',
    api: 'DescribeGroups',
    version: 5,
    body: () => ({ groups: ['none', 'none'] }),
    codes: [0, 0],
  },
  {
    row: 26,
    title: 'DeleteGroups of one group twice',
    api: 'DeleteGroups',
    version: 2,
    body: () => ({ groupsNames: ['none', 'none'] }),
    codes: [69],
  },
  {
    row: 26,
    title: 'ConsumerGroupDescribe of one group twice',
    api: 'ConsumerGroupDescribe',
    version: 0,
    body: () => ({ groupIds: ['none', 'none'] }),
    codes: [69, 69],
  },
  {
    row: 26,
    title: 'FindCoordinator of one group twice',
    api: 'FindCoordinator',
    version: 4,
    body: () => ({ keyType: 0, coordinatorKeys: ['g', 'g'] }),
    codes: [0, 0],
  },
  {
    row: 26,
    title: 'DescribeConfigs of one topic twice',
    api: 'DescribeConfigs',
    version: 4,
    body: ({ topic }) => ({ resources: [1, 2].map(() => ({ resourceType: 2, resourceName: topic })) }),
    codes: [0, 0],
  },
  {
    row: 26,
    title: 'AddPartitionsToTxn of one partition twice',
    api: 'AddPartitionsToTxn',
    version: 3,
    body: ({ topic }) => ({
      v3AndBelowTransactionalId: 'nobody',
      v3AndBelowTopics: [1, 2].map(() => ({ name: topic, partitions: [0, 0] })),
    }),
    codes: [49, 49, 49, 49],
  },
]

/** Every error code of an answer, in ascending order: the rows of an answer come in no order that means anything. */
export function codesOf(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(codesOf).sort((a, b) => a - b)
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return []
  return Object.entries(value)
    .flatMap(([name, each]) => (/errorCode$/i.test(name) ? [each as number] : codesOf(each)))
    .sort((a, b) => a - b)
}
