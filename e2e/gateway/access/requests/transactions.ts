import type { Body } from '@tidegate/protocol'
import { OPEN } from '../fixture.ts'
import type { Side } from '../side.ts'
import { asMember, GROUPS, NO_PRODUCER, offsetsOf, type Request, rows, TOPICS, TRANSACTIONS } from './shared.ts'

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

export const transactions: Readonly<Record<string, readonly Request[]>> = {
  InitProducerId: [
    ...[null, '', ...TRANSACTIONS].map(id => initProducerId(id)),
    initProducerId('tx-one', { transactionTimeoutMs: 0 }),
    initProducerId('tx-one', NO_PRODUCER),
    initProducerId(null, NO_PRODUCER),
  ],
  AddPartitionsToTxn: [
    ...TRANSACTIONS.flatMap(id => [
      addPartitions(`${id}, all topics`, id, TOPICS),
      addPartitions(`${id}, one topic`, id, ['orders']),
      addPartitions(`${id}, topics twice`, id, ['orders', 'orders', 'absent', 'absent']),
      addPartitions(`${id}, a topic of the broker`, id, ['__consumer_offsets']),
    ]),
    {
      what: 'an open transaction',
      body: side => ({
        v3AndBelowTransactionalId: OPEN,
        v3AndBelowProducerId: side.producer.producerId,
        v3AndBelowProducerEpoch: side.producer.producerEpoch,
        v3AndBelowTopics: rows(side, { partitions: [0] }, ['orders']),
      }),
    },
  ],
  AddOffsetsToTxn: [
    ...TRANSACTIONS.flatMap(transactionalId =>
      GROUPS.map(groupId => ({
        what: `${transactionalId} ${groupId}`,
        body: () => ({ transactionalId, groupId, ...NO_PRODUCER }),
      })),
    ),
    { what: 'an open transaction', body: side => ({ transactionalId: OPEN, groupId: 'billing', ...side.producer }) },
  ],
  EndTxn: TRANSACTIONS.map(transactionalId => ({
    what: transactionalId,
    body: () => ({ transactionalId, committed: true, ...NO_PRODUCER }),
  })),
  TxnOffsetCommit: [
    ...TRANSACTIONS.flatMap(transactionalId =>
      ['billing-offsets', 'audit', ''].map(groupId => ({
        what: `${transactionalId} ${groupId}`,
        body: (side: Side) => ({ transactionalId, groupId, ...NO_PRODUCER, topics: offsetsOf(side) }),
      })),
    ),
    {
      what: 'an open transaction',
      body: side => ({
        transactionalId: OPEN,
        groupId: 'billing',
        ...side.producer,
        ...asMember('billing')(side),
        topics: offsetsOf(side),
      }),
    },
  ],
}
