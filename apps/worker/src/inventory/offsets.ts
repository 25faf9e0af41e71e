import { type Body, errorCodes } from '@tidegate/protocol'
import { type Brokers, settle } from './brokers.ts'

/** What ListOffsets takes for a time (ListOffsetsRequest.java). */
export const EARLIEST = -2n
export const LATEST = -1n

export type Partition = { readonly topic: string; readonly partition: number; readonly leader: number }

/** By topic and partition. */
export const keyOf = (topic: string, partition: number): string => `${partition} ${topic}`

/** Asks each leader for its own partitions. A partition that has none, or that was refused, has no offset. */
export async function listOffsets(brokers: Brokers, partitions: readonly Partition[], timestamp: bigint) {
  const byLeader = Map.groupBy(
    partitions.filter(({ leader }) => leader >= 0),
    ({ leader }) => leader,
  )
  const asked = [...byLeader].map(([at, own]) =>
    brokers.ask('ListOffsets', { body: { replicaId: -1, topics: topicsOf(own, timestamp), timeoutMs: 2_000 }, at }),
  )
  const { answers, missing } = await settle(asked)
  const offsets = new Map<string, number>()
  for (const { topics } of answers)
    for (const { name, partitions: rows } of topics)
      for (const { partitionIndex, errorCode, offset } of rows)
        if (errorCode === errorCodes.NONE) offsets.set(keyOf(name, partitionIndex), Number(offset))
  return { offsets, missing }
}

const topicsOf = (partitions: readonly Partition[], timestamp: bigint): Body[] =>
  [...Map.groupBy(partitions, ({ topic }) => topic)].map(([name, rows]) => ({
    name,
    partitions: rows.map(({ partition }) => ({ partitionIndex: partition, timestamp })),
  }))

/** The leader of each partition of these topics; those that do not exist any more have none. */
export async function leadersOf(brokers: Brokers, topics: readonly string[]): Promise<Partition[]> {
  if (topics.length === 0) return []
  const body = { topics: topics.map(name => ({ name })), allowAutoTopicCreation: false }
  const { topics: rows } = await brokers.ask('Metadata', { body })
  return rows.flatMap(({ name, partitions }: Body) =>
    partitions.map(({ partitionIndex, leaderId }: Body) => ({
      topic: name,
      partition: partitionIndex,
      leader: leaderId,
    })),
  )
}
