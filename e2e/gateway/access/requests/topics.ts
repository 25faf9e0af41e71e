import type { Body } from '@tidegate/protocol'
import { batch } from '../batch.ts'
import type { Side } from '../side.ts'
import { type Request, rows, TOPICS, TRANSACTIONS } from './shared.ts'

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

export const topics: Readonly<Record<string, readonly Request[]>> = {
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
  OffsetForLeaderEpoch: [
    {
      what: 'an epoch',
      body: side => ({
        replicaId: -1,
        topics: rows(side, { partitions: [0, 7].map(partition => ({ partition, leaderEpoch: 0 })) }),
      }),
    },
  ],
}
