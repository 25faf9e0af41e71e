import type { GroupDetail, GroupMember, GroupOffset, GroupSummary } from '@tidegate/api'
import { type Body, messages, ProtocolError, Reader, read } from '@tidegate/protocol'
import { type Brokers, settle } from './brokers.ts'
import { committedOf, describeGroup, endsOf, lagOf } from './groups.ts'
import { keyOf } from './offsets.ts'

const MEMBERS_AT_MOST = 1_000
const OFFSETS_AT_MOST = 5_000

export async function lookAtGroup(brokers: Brokers, group: GroupSummary): Promise<Omit<GroupDetail, 'observedAt'>> {
  const [described, committed] = await Promise.all([
    settle([describeGroup(brokers, group)]),
    settle([committedOf(brokers, group)]),
  ])
  const [body] = described.answers
  const members: Body[] = body?.members ?? []
  const owners = new Map(members.flatMap(member => assigned(member).map(key => [key, member.memberId] as const)))
  const all = committed.answers.flat()
  const kept = all.slice(0, OFFSETS_AT_MOST)
  const ends = await endsOf(brokers, kept)
  const missing = [...described.missing, ...committed.missing]
  if (!body && described.missing.length === 0)
    missing.push('Members are not known: the brokers do not tell of this group.')
  if (members.length > MEMBERS_AT_MOST) missing.push(`Only ${MEMBERS_AT_MOST} of ${members.length} members are shown.`)
  if (all.length > kept.length) missing.push(`Only ${OFFSETS_AT_MOST} of ${all.length} offsets are shown.`)
  return {
    ...group,
    state: body?.groupState ?? group.state,
    members: members.slice(0, MEMBERS_AT_MOST).map(memberOf),
    offsets: kept
      .map(({ topic, partition, offset }): GroupOffset => {
        const key = keyOf(topic, partition)
        const end = ends.get(key) ?? null
        const lag = end === null ? null : lagOf(offset, end)
        return { topic, partition, committed: offset, end, lag, memberId: owners.get(key) ?? null }
      })
      .sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition),
    missing: [...new Set(missing)],
  }
}

/** Brokers show an address as Java prints it, behind a slash. */
const memberOf = (member: Body): GroupMember => ({
  memberId: member.memberId,
  clientId: member.clientId,
  host: member.clientHost.replace(/^\//, ''),
  partitions: assigned(member).length,
})

/** The partitions of a member, by what its kind of group says of them. */
function assigned({ assignment, memberAssignment }: Body): string[] {
  const rows: Body[] = assignment
    ? assignment.topicPartitions.map(({ topicName, partitions }: Body) => ({ topic: topicName, partitions }))
    : partitionsIn(memberAssignment)
  return rows.flatMap(({ topic, partitions }) => partitions.map((partition: number) => keyOf(topic, partition)))
}

/** Clients write this blob as they like: what is no assignment of Kafka's own consumers is none here. */
function partitionsIn(blob: Buffer): Body[] {
  const message = messages.ConsumerProtocolAssignment!
  if (blob.length === 0) return []
  try {
    const reader = new Reader(blob)
    const version = Math.min(reader.int16(), message.versions[1])
    return version < message.versions[0] ? [] : read(message, version, reader).assignedPartitions
  } catch (error) {
    if (error instanceof ProtocolError) return []
    throw error
  }
}
