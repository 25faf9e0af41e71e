import type { Body } from '@tidegate/protocol'
import type { Side } from '../side.ts'
import { asMember, GROUPS, offsetsOf, type Request, rows } from './shared.ts'

const offsetCommit = (groupId: string, member?: (side: Side) => Body): Request => ({
  what: `${groupId}${member ? ' as a member' : ''}`,
  body: side => ({
    groupId,
    generationIdOrMemberEpoch: -1,
    topics: offsetsOf(side),
    ...member?.(side),
  }),
})

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

export const offsets: Readonly<Record<string, readonly Request[]>> = {
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
  OffsetDelete: ['billing-offsets', 'billing', 'billing-both', 'billing-absent', 'audit', ''].map(groupId => ({
    what: groupId,
    body: side => ({ groupId, topics: rows(side, { partitions: [0, 7].map(partitionIndex => ({ partitionIndex })) }) }),
  })),
}
