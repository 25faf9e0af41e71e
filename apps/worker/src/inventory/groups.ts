import type { GroupList, GroupLoad, GroupSummary } from '@tidegate/api'
import { type Body, errorCodes } from '@tidegate/protocol'
import { type Brokers, settle } from './brokers.ts'
import { keyOf, LATEST, leadersOf, listOffsets } from './offsets.ts'

/** More than that of one cluster are not kept, and no more partitions are asked for at once. */
const AT_MOST = 50_000
const PARTITIONS_AT_MOST = 20_000

/** Each broker tells of the groups that it keeps. */
export async function listGroups(brokers: Brokers): Promise<Omit<GroupList, 'observedAt'>> {
  const asked = brokers.ids.map(async at => {
    const { groups } = await brokers.ask('ListGroups', { body: { statesFilter: [], typesFilter: [] }, at })
    return groups.map((row: Body) => groupOf(row, at)) as GroupSummary[]
  })
  const { answers, missing } = await settle(asked)
  const groups = answers.flat()
  if (groups.length > AT_MOST) missing.push(`Only ${AT_MOST} of ${groups.length} groups are shown.`)
  return { groups: groups.slice(0, AT_MOST), missing }
}

function groupOf({ groupId, groupState = '', groupType = '' }: Body, coordinator: number): GroupSummary {
  const type = groupType.toLowerCase()
  const known = type === 'consumer' ? type : type === 'classic' || type === '' ? 'classic' : 'other'
  return { id: groupId, state: groupState, type: known, coordinator }
}

export type Committed = { readonly topic: string; readonly partition: number; readonly offset: number }

/** Versions to 7 take one group each, by the names of topics, and every broker has them. */
export async function committedOf(brokers: Brokers, { id, coordinator }: GroupSummary): Promise<Committed[]> {
  const body = { groupId: id, topics: null, requireStable: false }
  const { topics } = await brokers.ask('OffsetFetch', { body, at: coordinator, most: 7 })
  return topics.flatMap(({ name, partitions }: Body) =>
    partitions.flatMap(({ partitionIndex, committedOffset, errorCode }: Body) =>
      errorCode === errorCodes.NONE && committedOffset >= 0n
        ? [{ topic: name, partition: partitionIndex, offset: Number(committedOffset) }]
        : [],
    ),
  )
}

/** Newer versions of DescribeGroups refuse a group that does not exist; a group of another type is described otherwise. */
export async function describeGroup(
  brokers: Brokers,
  { id, type, coordinator: at }: GroupSummary,
): Promise<Body | undefined> {
  if (type === 'other') return undefined
  const answer =
    type === 'classic'
      ? await brokers.ask('DescribeGroups', { body: { groups: [id] }, at, most: 5 })
      : await brokers.ask('ConsumerGroupDescribe', { body: { groupIds: [id] }, at })
  const [group] = answer.groups
  return group?.errorCode === errorCodes.NONE ? group : undefined
}

/** How far groups are behind. What is not told of one does not keep the others back. */
export async function loadsOf(brokers: Brokers, groups: readonly GroupSummary[]): Promise<GroupLoad[]> {
  const read = await Promise.all(
    groups.map(async group => {
      const [described, committed] = await Promise.allSettled([
        describeGroup(brokers, group),
        committedOf(brokers, group),
      ])
      const members = described.status === 'fulfilled' ? (described.value?.members.length ?? null) : null
      return { id: group.id, members, committed: committed.status === 'fulfilled' ? committed.value : undefined }
    }),
  )
  const ends = await endsOf(
    brokers,
    read.flatMap(({ committed = [] }) => committed),
  )
  return read.map(({ id, members, committed }) => ({ id, members, lag: committed ? sumOf(committed, ends) : null }))
}

export async function endsOf(brokers: Brokers, committed: readonly Committed[]): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(committed.slice(0, PARTITIONS_AT_MOST).map(({ topic, partition }) => keyOf(topic, partition)))
  const topics = [...new Set(committed.map(({ topic }) => topic))]
  const leaders = await leadersOf(brokers, topics)
  const asked = leaders.filter(({ topic, partition }) => wanted.has(keyOf(topic, partition)))
  return (await listOffsets(brokers, asked, LATEST)).offsets
}

/** A group of which one partition’s end is not known has no lag to tell of. */
function sumOf(committed: readonly Committed[], ends: ReadonlyMap<string, number>): number | null {
  let sum = 0
  for (const { topic, partition, offset } of committed) {
    const end = ends.get(keyOf(topic, partition))
    if (end === undefined) return null
    sum += lagOf(offset, end)
  }
  return sum
}

/** A topic that was made anew ends before what was committed. */
export const lagOf = (committed: number, end: number): number => Math.max(0, end - committed)
