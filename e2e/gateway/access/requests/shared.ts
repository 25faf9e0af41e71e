import type { Body } from '@tidegate/protocol'
import type { Answer, Side } from '../side.ts'

/** One request, of every version of its API unless told. */
export type Request = {
  readonly what: string
  readonly versions?: readonly [first: number, last: number]
  body(side: Side, version: number): Body
  /** Makes what the request is about. */
  before?(side: Side): Promise<unknown>
  /** Undoes what it did. */
  after?(side: Side, answer: Answer): Promise<unknown>
}

/** Those with rules, one for everybody, one without a rule for most users, and those that do not exist. */
export const TOPICS = ['orders', 'orders-archive', 'payments', 'everyones', 'orders-absent', 'absent', 'orders/invalid']

export const GROUPS = ['billing', 'billing-next', 'billing-offsets', 'billing-absent', 'audit', '']

export const TRANSACTIONS = ['tx-one', 'tx-absent', 'audit']

/** One that no coordinator knows. */
export const NO_PRODUCER = { producerId: 4711n, producerEpoch: 0 }

/** A row for each topic, with its name and its id for the versions that have the one or the other. */
export const rows = (side: Side, fields: Body, topics: readonly string[] = TOPICS): Body[] =>
  topics.map(name => ({ name, topic: name, topicId: side.idOf(name), ...fields }))

export const offsetsOf = (side: Side) =>
  rows(side, {
    partitions: [0, 7].map(partitionIndex => ({ partitionIndex, committedOffset: 1n, committedMetadata: 'm' })),
  })

/** The member of the group that stays, in the fields of either protocol. */
export const asMember = (group: string) => (side: Side) => {
  const { memberId, generation } = side.member(group)
  return { memberId, generationId: generation, generationIdOrMemberEpoch: generation, memberEpoch: generation }
}

export const flags = (field: string, body: Body): Request[] =>
  [false, true].map(flag => ({ what: `${field} ${flag}`, body: () => ({ ...body, [field]: flag }) }))
