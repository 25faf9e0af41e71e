import type { Body } from '@tidegate/protocol'
import { commit, subscription } from '../fixture.ts'
import { asMember, flags, GROUPS, type Request, TRANSACTIONS } from './shared.ts'

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
  async after(side, answer) {
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

export const groups: Readonly<Record<string, readonly Request[]>> = {
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
  DeleteGroups: [
    {
      what: 'groups',
      before: side => commit(side, 'billing-doomed'),
      body: () => ({
        groupsNames: ['billing', 'billing', 'audit', 'billing-next', 'billing-doomed', 'billing-absent', 'audit', ''],
      }),
    },
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
        async after(side, answer) {
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
