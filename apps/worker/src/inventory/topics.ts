import type { TopicList, TopicSummary } from '@tidegate/api'
import { type Body, errorCodes } from '@tidegate/protocol'
import { controllerOf } from '../doctor/controller.ts'
import type { Brokers } from './brokers.ts'
import { eachReplica } from './sizes.ts'
import { brokersOf } from './trial.ts'

/** More than that of one cluster are not kept. */
const AT_MOST = 50_000

/** All topics that the gateway's user may describe; there is no telling of the others. */
export async function listTopics(brokers: Brokers): Promise<Omit<TopicList, 'observedAt'>> {
  const { metadata, first } = brokers
  const [{ topics: rows }, controllerId] = await Promise.all([
    brokers.ask('Metadata', { body: { topics: null, allowAutoTopicCreation: false } }),
    controllerOf({ ...first, metadata }).catch(() => undefined),
  ])
  const told: Body[] = rows.filter(({ errorCode }: Body) => errorCode === errorCodes.NONE)
  const kept = told.slice(0, AT_MOST)
  const { sizes, missing } = await sizesOf(brokers, kept)
  if (told.length > kept.length) missing.push(`Only ${AT_MOST} of ${told.length} topics are shown.`)
  if (rows.length > told.length) missing.push(`${rows.length - told.length} topics cannot be described now.`)
  return {
    clusterId: metadata.clusterId,
    controllerId: controllerId ?? null,
    brokers: brokersOf(metadata),
    topics: kept.map(topic => summaryOf(topic, sizes.get(topic.name) ?? null)),
    missing,
  }
}

function summaryOf({ name, isInternal, partitions }: Body, sizeBytes: number | null): TopicSummary {
  const replicas: number[] = partitions.map(({ replicaNodes }: Body) => replicaNodes.length)
  return {
    name,
    internal: isInternal,
    partitions: partitions.length,
    replication: replicas.reduce((most, each) => Math.max(most, each), 0),
    underReplicated: partitions.filter(({ replicaNodes, isrNodes }: Body) => isrNodes.length < replicaNodes.length)
      .length,
    sizeBytes,
  }
}

/** The copies that lead, added up; a topic of which one is not told has no size. */
async function sizesOf(brokers: Brokers, topics: readonly Body[]) {
  const left = new Map<string, Map<number, number>>(
    topics.map(({ name, partitions }) => [
      name,
      new Map(partitions.map(({ partitionIndex, leaderId }: Body) => [partitionIndex, leaderId])),
    ]),
  )
  const sums = new Map<string, number>()
  const missing = await eachReplica(brokers, null, ({ broker, topic, partition, sizeBytes }) => {
    const leaders = left.get(topic)
    if (leaders?.get(partition) !== broker) return
    leaders.delete(partition)
    sums.set(topic, (sums.get(topic) ?? 0) + sizeBytes)
  })
  return { sizes: new Map([...sums].filter(([name]) => left.get(name)?.size === 0)), missing }
}
