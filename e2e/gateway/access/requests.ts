import type { Body } from '@tidegate/protocol'
import { batch } from './batch.ts'
import { commit, subscription } from './fixture.ts'
import type { User } from './rules.ts'
import type { Answer, Side } from './side.ts'

/** One request, of every version of its API unless told. */
export type Request = {
  readonly what: string
  readonly versions?: readonly [first: number, last: number]
  body(side: Side, version: number): Body
  /** Makes what the request is about. */
  before?(side: Side): Promise<unknown>
  /** Undoes what it did. */
  after?(side: Side, user: User, answer: Answer): Promise<unknown>
}

/** Those with rules, one for everybody, one without a rule for most users, and those that do not exist. */
const TOPICS = ['orders', 'orders-archive', 'payments', 'everyones', 'orders-absent', 'absent', 'orders/invalid']
const GROUPS = ['billing', 'billing-next', 'billing-offsets', 'billing-absent', 'audit', '']
const NO_PRODUCER = { producerId: 4711n, producerEpoch: 0 }

/** A row for each topic, with its name and its id for the versions that have the one or the other. */
const rows = (side: Side, fields: Body, topics: readonly string[] = TOPICS): Body[] =>
  topics.map(name => ({ name, topic: name, topicId: side.idOf(name), ...fields }))

const produce = (what: string, acks: number, records: Buffer, more: Body = {}): Request => ({
  what,
  body: side => ({
    acks,
    timeoutMs: 10_000,
    topicData: rows(side, { partitionData: [0, 7].map(index => ({ index, records: [records] })) }, more.topics),
    ...more,
  }),
})

const fetch = (what: string, more: Body = {}, fetchOffset = 0n): Request => ({
  what,
  body: side => ({
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 1_000_000,
    forgottenTopicsData: [],
    ...more,
    topics: rows(
      side,
      { partitions: [0, 7].map(partition => ({ partition, fetchOffset, partitionMaxBytes: 1 })) },
      more.topics,
    ),
  }),
})

const listOffsets = (timestamp: bigint, since = 1, what = `timestamp ${timestamp}`, topics = TOPICS): Request => ({
  what,
  versions: [since, 99],
  body: side => ({
    replicaId: -1,
    topics: rows(side, { partitions: [0, 7].map(partitionIndex => ({ partitionIndex, timestamp })) }, topics),
    timeoutMs: 10_000,
  }),
})

const metadata = (what: string, versions: Request['versions'], topics: (side: Side) => Body[] | null): Request => ({
  what,
  ...(versions && { versions }),
  body: side => ({
    topics: topics(side),
    includeClusterAuthorizedOperations: true,
    includeTopicAuthorizedOperations: true,
  }),
})

const offsetsOf = (side: Side, committedOffset = 1n) =>
  rows(side, {
    partitions: [0, 7].map(partitionIndex => ({ partitionIndex, committedOffset, committedMetadata: 'm' })),
  })

const offsetCommit = (groupId: string, member?: (side: Side) => Body): Request => ({
  what: `${groupId}${member ? ' as a member' : ''}`,
  body: side => ({
    groupId,
    generationIdOrMemberEpoch: -1,
    topics: offsetsOf(side),
    ...member?.(side),
  }),
})

const asMember = (group: string) => (side: Side) => {
  const { memberId, generation } = side.member(group)
  return { memberId, generationId: generation, generationIdOrMemberEpoch: generation, memberEpoch: generation }
}

const offsetFetch = (groupId: string, topics: ((side: Side) => Body[]) | null): Request => ({
  what: `${groupId}, ${topics ? 'named topics' : 'all topics'}`,
  versions: [topics ? 1 : 2, 7],
  body: side => ({ groupId, topics: topics?.(side) ?? null }),
})

const named = (side: Side) => rows(side, { partitionIndexes: [0, 7] })

const offsetFetchMany = (what: string, topics: ((side: Side) => Body[]) | null): Request => ({
  what,
  versions: [8, 10],
  body: side => ({ groups: GROUPS.map(groupId => ({ groupId, topics: topics?.(side) ?? null })) }),
})

const findCoordinator = (keyType: number, keys: readonly string[]): Request[] => [
  ...keys.map(
    (key): Request => ({ what: `type ${keyType} ${key}`, versions: [keyType && 1, 3], body: () => ({ keyType, key }) }),
  ),
  { what: `type ${keyType}`, versions: [4, 5], body: () => ({ keyType, coordinatorKeys: keys }) },
]

const joinGroup = (what: string, groupId: string, more: Body): Request => ({
  what,
  body: () => ({
    groupId,
    sessionTimeoutMs: 60_000,
    rebalanceTimeoutMs: 60_000,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: subscription(['orders', 'absent']) }],
    ...more,
  }),
  async after(side, _, answer) {
    if (typeof answer !== 'string' && answer.memberId && answer.memberId !== 'nobody')
      await side.asAdmin('LeaveGroup', 2, { groupId, memberId: answer.memberId })
  },
})

/** The same about a member that is there, members that are not, and groups that are not. */
const aboutMember = (body: (member: Body) => Body): Request[] => [
  { what: 'a member', body: side => body({ groupId: 'billing', ...asMember('billing')(side) }) },
  {
    what: 'a member of another generation',
    body: side => body({ groupId: 'billing', ...asMember('billing')(side), generationId: 99 }),
  },
  ...GROUPS.map(
    (groupId): Request => ({
      what: `nobody of ${groupId}`,
      body: () => body({ groupId, memberId: 'nobody', generationId: 1 }),
    }),
  ),
]

const flags = (field: string, body: Body): Request[] =>
  [false, true].map(flag => ({ what: `${field} ${flag}`, body: () => ({ ...body, [field]: flag }) }))

const initProducerId = (transactionalId: string | null, more: Body = {}): Request => ({
  what: `${transactionalId} ${Object.keys(more)}`,
  body: () => ({ transactionalId, transactionTimeoutMs: 60_000, ...more }),
})

const addPartitions = (what: string, transactionalId: string, topics: readonly string[]): Request => ({
  what,
  body: side => ({
    v3AndBelowTransactionalId: transactionalId,
    v3AndBelowProducerId: NO_PRODUCER.producerId,
    v3AndBelowProducerEpoch: 0,
    v3AndBelowTopics: rows(side, { partitions: [0, 7] }, topics),
  }),
})

const TRANSACTIONS = ['tx-one', 'tx-absent', 'audit']

/** Every field of a filter open. */
const ANY = {
  resourceTypeFilter: 1,
  resourceNameFilter: null,
  patternTypeFilter: 1,
  principalFilter: null,
  hostFilter: null,
  operation: 1,
  permissionType: 1,
}

const filters: Readonly<Record<string, Body>> = {
  everything: ANY,
  'what applies to a topic': { ...ANY, resourceTypeFilter: 2, resourceNameFilter: 'orders', patternTypeFilter: 2 },
  literals: { ...ANY, resourceNameFilter: 'billing', patternTypeFilter: 3 },
  prefixes: { ...ANY, patternTypeFilter: 4 },
  'a principal': { ...ANY, principalFilter: 'User:reader' },
  'a host': { ...ANY, hostFilter: '127.0.0.1' },
  'an operation and permission': { ...ANY, operation: 3, permissionType: 2 },
  nobody: { ...ANY, principalFilter: 'User:nobody' },
  'an unknown type': { ...ANY, resourceTypeFilter: 0 },
  'an unknown pattern type': { ...ANY, patternTypeFilter: 0 },
  'an unknown operation': { ...ANY, operation: 0 },
  'an unknown permission': { ...ANY, permissionType: 0 },
}

const TEMPORARY = {
  resourceType: 2,
  resourceName: 'temporary',
  resourcePatternType: 3,
  principal: 'User:temporary',
  host: '*',
  operation: 3,
  permissionType: 3,
}

const creations: Readonly<Record<string, Body>> = {
  'a valid one': TEMPORARY,
  'an empty name': { ...TEMPORARY, resourceName: '' },
  'a principal without a type': { ...TEMPORARY, principal: 'temporary' },
  'another cluster': { ...TEMPORARY, resourceType: 4, operation: 8 },
}

const anyCreations: Readonly<Record<string, Body>> = {
  'any type': { ...TEMPORARY, resourceType: 1 },
  'a pattern that matches': { ...TEMPORARY, resourcePatternType: 2 },
  'any operation': { ...TEMPORARY, operation: 1 },
  'any permission': { ...TEMPORARY, permissionType: 1 },
}

const oddCreations: Readonly<Record<string, Body>> = {
  ...anyCreations,
  'an unknown type': { ...TEMPORARY, resourceType: 0 },
  'an unknown operation': { ...TEMPORARY, operation: 0 },
  'an operation the type has not': { ...TEMPORARY, operation: 12, principal: 'User:other' },
}

const aclFilter = { ...ANY, principalFilter: 'User:temporary' }

/** Kafka's ConfigResource.Type with names of each. */
const RESOURCES = [
  ...[...TOPICS, ''].map(name => [2, name] as const),
  ...GROUPS.map(name => [32, name] as const),
  [4, '1'],
  [16, 'metrics'],
] as const

const describeConfigs = (
  what: string,
  resources: readonly (readonly [type: number, name: string])[],
  configurationKeys: readonly string[] | null,
  more: Body = {},
): Request => ({
  what,
  body: () => ({
    resources: resources.map(([resourceType, resourceName]) => ({ resourceType, resourceName, configurationKeys })),
    ...more,
  }),
})

export const requests: Readonly<Record<string, readonly Request[]>> = {
  Produce: [
    produce('acks=all', -1, batch()),
    produce('acks=1', 1, batch()),
    produce('acks=0', 0, batch()),
    {
      ...produce('acks=0 of what may be written', 0, batch()),
      body: side => ({
        acks: 0,
        timeoutMs: 1000,
        topicData: rows(side, { partitionData: [{ index: 0, records: [batch()] }] }, ['orders']),
      }),
    },
    produce('acks=2', 2, batch()),
    produce('a topic twice', -1, batch(), { topics: ['orders', 'orders', 'absent', 'absent'] }),
    produce('a corrupt batch', -1, batch({ corrupt: true })),
    produce('a transaction without an id', -1, batch({ transactional: true, producerId: 4711n })),
    ...TRANSACTIONS.map(transactionalId =>
      produce(`a transaction of ${transactionalId}`, -1, batch({ transactional: true, producerId: 4711n }), {
        transactionalId,
      }),
    ),
    produce('no transaction, with an id', -1, batch(), { transactionalId: 'audit' }),
    { what: 'no topics', body: () => ({ acks: -1, timeoutMs: 1000, topicData: [] }) },
  ],
  Fetch: [
    fetch('without a session'),
    fetch('committed only', { isolationLevel: 1 }),
    fetch('a new session', { sessionEpoch: 0 }),
    fetch('a session that does not exist', { sessionId: 77, sessionEpoch: 1 }),
    fetch('a topic twice', { topics: ['orders', 'orders', 'absent', 'absent'] }),
    fetch('beyond the end', {}, 1_000_000n),
    fetch('as a follower', { replicaId: 5, replicaState: { replicaId: 5, replicaEpoch: 1n } }),
    { what: 'no topics', body: () => ({ maxWaitMs: 0, topics: [], forgottenTopicsData: [] }) },
  ],
  ListOffsets: [
    listOffsets(-1n),
    listOffsets(-2n),
    listOffsets(0n),
    listOffsets(-3n, 7),
    listOffsets(-4n, 8),
    listOffsets(-5n, 9),
    listOffsets(-6n, 11),
    listOffsets(-1n, 1, 'a topic twice', ['orders', 'orders', 'absent', 'absent']),
    { what: 'no topics', body: () => ({ replicaId: -1, topics: [] }) },
  ],
  Metadata: [
    metadata('all topics', [1, 13], () => null),
    metadata('an empty list', undefined, () => []),
    metadata('by name', undefined, () => [...TOPICS, ''].map(name => ({ name }))),
    metadata('a topic twice', undefined, () => ['orders', 'orders', 'absent', 'absent'].map(name => ({ name }))),
    metadata('a topic twice by id', [12, 13], side =>
      rows(side, { name: null }, ['orders', 'orders', 'absent', 'absent']),
    ),
    metadata('by id', [10, 13], side => TOPICS.map(name => ({ name: null, topicId: side.idOf(name) }))),
    metadata('by name and id', [10, 13], side => rows(side, {})),
    metadata('some by id', [10, 13], side => [{ name: 'orders' }, ...rows(side, {}, ['payments', 'everyones'])]),
    metadata('by nothing', [10, 13], () => [{ name: null }]),
    { what: 'nothing besides', body: () => ({ topics: [{ name: 'orders' }], allowAutoTopicCreation: true }) },
  ],
  OffsetCommit: [
    ...['billing-offsets', 'billing', 'billing-both', 'audit', ''].map(group => offsetCommit(group)),
    {
      what: 'a topic twice',
      body: side => ({
        groupId: 'billing-offsets',
        topics: rows(side, { partitions: [{ partitionIndex: 0, committedOffset: 2n, committedMetadata: 'twice' }] }, [
          'orders',
          'orders',
          'absent',
          'absent',
        ]),
      }),
    },
    { what: 'no topics', body: () => ({ groupId: 'billing-offsets', topics: [] }) },
    offsetCommit('billing', asMember('billing')),
    offsetCommit('billing-both', asMember('billing-both')),
  ],
  OffsetFetch: [
    ...GROUPS.flatMap(group => [offsetFetch(group, named), offsetFetch(group, null)]),
    offsetFetchMany('named topics', named),
    offsetFetchMany('all topics', null),
    offsetFetchMany('a topic twice', side =>
      rows(side, { partitionIndexes: [0] }, ['orders', 'orders', 'absent', 'absent']),
    ),
    ...['billing-next', 'billing-both'].map(
      (groupId): Request => ({
        what: `a member of ${groupId}`,
        versions: [9, 10],
        body: side => ({ groups: [{ groupId, ...asMember(groupId)(side), topics: named(side) }] }),
      }),
    ),
    {
      what: 'an unknown member',
      versions: [9, 10],
      body: side => ({
        groups: [{ groupId: 'billing-next', memberId: 'nobody', memberEpoch: 1, topics: named(side) }],
      }),
    },
    {
      what: 'a group twice',
      versions: [8, 10],
      body: side => ({
        groups: ['billing', 'billing', 'audit', 'audit'].map(groupId => ({ groupId, topics: named(side) })),
      }),
    },
  ],
  FindCoordinator: [
    ...findCoordinator(0, GROUPS),
    ...findCoordinator(1, TRANSACTIONS),
    ...findCoordinator(2, ['billing:AAAAAAAAAAAAAAAAAAAAAA:0']),
    ...findCoordinator(9, ['billing']),
  ],
  JoinGroup: [
    joinGroup('a new member', 'billing-offsets', {}),
    joinGroup('an unknown member', 'billing-offsets', { memberId: 'nobody' }),
    joinGroup('another protocol', 'billing', { protocolType: 'connect' }),
    joinGroup('a session too short', 'billing-offsets', { sessionTimeoutMs: 1 }),
    joinGroup('no protocols', 'billing-offsets', { protocols: [] }),
    joinGroup('no protocol type', 'billing-offsets', { protocolType: '' }),
    joinGroup('audit', 'audit', { memberId: 'nobody' }),
    joinGroup('no group', '', { memberId: 'nobody' }),
  ],
  Heartbeat: [
    ...aboutMember(member => member),
    { what: 'nobody of *-billing', body: () => ({ groupId: '*-billing', memberId: 'nobody', generationId: 1 }) },
  ],
  LeaveGroup: [
    ...aboutMember(({ groupId, generationId }) => ({
      groupId,
      generationId,
      memberId: 'nobody',
      members: ['nobody', 'nobody-else'].map(memberId => ({ memberId })),
    })),
  ],
  SyncGroup: [
    ...aboutMember(member => ({ ...member, assignments: [], protocolType: 'consumer', protocolName: 'range' })),
    ...aboutMember(member => ({ ...member, assignments: [] })).map(each => ({
      ...each,
      what: `${each.what}, no protocol`,
    })),
  ],
  DescribeGroups: [
    ...flags('includeAuthorizedOperations', { groups: GROUPS }),
    { what: 'twice', body: () => ({ groups: ['billing', 'billing', 'audit', 'audit'] }) },
  ],
  ListGroups: [
    { what: 'all', body: () => ({ statesFilter: [], typesFilter: [] }) },
    { what: 'by state', versions: [4, 5], body: () => ({ statesFilter: ['Empty'], typesFilter: [] }) },
    { what: 'by unknown state', versions: [4, 5], body: () => ({ statesFilter: ['Odd'], typesFilter: [] }) },
    { what: 'by unknown type', versions: [5, 5], body: () => ({ statesFilter: [], typesFilter: ['odd'] }) },
    { what: 'by type', versions: [5, 5], body: () => ({ statesFilter: [], typesFilter: ['consumer'] }) },
  ],
  InitProducerId: [
    ...[null, '', ...TRANSACTIONS].map(id => initProducerId(id)),
    initProducerId('tx-one', { transactionTimeoutMs: 0 }),
    initProducerId('tx-one', NO_PRODUCER),
    initProducerId(null, NO_PRODUCER),
  ],
  OffsetForLeaderEpoch: [
    {
      what: 'an epoch',
      body: side => ({
        replicaId: -1,
        topics: rows(side, { partitions: [0, 7].map(partition => ({ partition, leaderEpoch: 0 })) }),
      }),
    },
  ],
  AddPartitionsToTxn: TRANSACTIONS.flatMap(id => [
    addPartitions(`${id}, all topics`, id, TOPICS),
    addPartitions(`${id}, one topic`, id, ['orders']),
    addPartitions(`${id}, topics twice`, id, ['orders', 'orders', 'absent', 'absent']),
    addPartitions(`${id}, a topic of the broker`, id, ['__consumer_offsets']),
  ]),
  AddOffsetsToTxn: TRANSACTIONS.flatMap(transactionalId =>
    GROUPS.map(groupId => ({
      what: `${transactionalId} ${groupId}`,
      body: () => ({ transactionalId, groupId, ...NO_PRODUCER }),
    })),
  ),
  EndTxn: TRANSACTIONS.map(transactionalId => ({
    what: transactionalId,
    body: () => ({ transactionalId, committed: true, ...NO_PRODUCER }),
  })),
  TxnOffsetCommit: TRANSACTIONS.flatMap(transactionalId =>
    ['billing-offsets', 'audit', ''].map(groupId => ({
      what: `${transactionalId} ${groupId}`,
      body: (side: Side) => ({ transactionalId, groupId, ...NO_PRODUCER, topics: offsetsOf(side) }),
    })),
  ),
  DescribeAcls: Object.entries(filters).map(([what, filter]) => ({ what, body: () => filter })),
  CreateAcls: [
    ...Object.entries({ ...creations, ...oddCreations }).map(([what, creation]) => ({
      what,
      body: () => ({ creations: [creation] }),
    })),
    { what: 'all', body: () => ({ creations: Object.values({ ...creations, ...anyCreations }) }) },
    { what: 'good and bad ones', body: () => ({ creations: Object.values(creations) }) },
  ],
  DeleteAcls: [
    {
      what: 'one that is there, one that is not',
      before: side => side.asAdmin('CreateAcls', 3, { creations: [TEMPORARY] }),
      body: () => ({ filters: [aclFilter, { ...ANY, principalFilter: 'User:nobody' }] }),
    },
    ...['an unknown type', 'an unknown operation'].map(what => ({
      what,
      body: () => ({
        filters: [{ ...aclFilter, ...(what === 'an unknown type' ? { resourceTypeFilter: 0 } : { operation: 0 }) }],
      }),
    })),
  ],
  DescribeConfigs: [
    describeConfigs('an unknown type', [...RESOURCES, [99, 'orders']], null),
    describeConfigs(
      'every config',
      [
        [2, 'orders'],
        [2, 'payments'],
        [32, 'billing'],
        [32, 'audit'],
        [4, '1'],
        [16, 'metrics'],
      ],
      null,
    ),
    describeConfigs('some configs', RESOURCES, ['retention.ms', 'consumer.session.timeout.ms', 'no.such']),
    describeConfigs('with synonyms', [[2, 'orders']], null, { includeSynonyms: true, includeDocumentation: true }),
  ],
  DeleteGroups: [
    {
      what: 'groups',
      before: side => commit(side, 'billing-doomed'),
      body: () => ({
        groupsNames: ['billing', 'billing', 'audit', 'billing-next', 'billing-doomed', 'billing-absent', 'audit', ''],
      }),
    },
  ],
  OffsetDelete: ['billing-offsets', 'billing', 'billing-both', 'billing-absent', 'audit', ''].map(groupId => ({
    what: groupId,
    body: side => ({ groupId, topics: rows(side, { partitions: [0, 7].map(partitionIndex => ({ partitionIndex })) }) }),
  })),
  DescribeCluster: [
    ...flags('includeClusterAuthorizedOperations', {}),
    ...[2, 9].map(
      (endpointType): Request => ({
        what: `endpoints ${endpointType}`,
        versions: [1, 2],
        body: () => ({ endpointType }),
      }),
    ),
  ],
  ConsumerGroupHeartbeat: [
    {
      what: 'a member',
      body: side => ({ groupId: 'billing-next', ...asMember('billing-next')(side) }),
    },
    ...['orders', 'payments', 'everyones', 'orders-absent', 'absent'].map(
      (topic): Request => ({
        what: `a new member of a topic ${topic}`,
        body: () => ({
          groupId: 'billing-new',
          memberEpoch: 0,
          rebalanceTimeoutMs: 60_000,
          subscribedTopicNames: [topic],
          topicPartitions: [],
        }),
        async after(side, _, answer) {
          if (typeof answer !== 'string' && answer.memberId)
            await side.asAdmin('ConsumerGroupHeartbeat', 0, {
              groupId: 'billing-new',
              memberId: answer.memberId,
              memberEpoch: -1,
            })
        },
      }),
    ),
    { what: 'an unknown member', body: () => ({ groupId: 'billing-next', memberId: 'nobody', memberEpoch: 3 }) },
    { what: 'a group of the other protocol', body: () => ({ groupId: 'billing', memberId: 'nobody', memberEpoch: 3 }) },
    ...['audit', ''].map(groupId => ({ what: groupId, body: () => ({ groupId, memberId: 'nobody', memberEpoch: 3 }) })),
  ],
  ConsumerGroupDescribe: flags('includeAuthorizedOperations', {
    groupIds: ['billing', 'billing-next', 'billing-both', 'billing-absent', 'audit', ''],
  }),
}
