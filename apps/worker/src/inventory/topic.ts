import type { ConfigEntry, PartitionDetail, TopicDetail } from '@tidegate/api'
import { GatewayError } from '@tidegate/errors'
import { type Body, errorCodes } from '@tidegate/protocol'
import { type Brokers, settle } from './brokers.ts'
import { EARLIEST, keyOf, LATEST, listOffsets, type Partition } from './offsets.ts'
import { eachReplica } from './sizes.ts'

/** org.apache.kafka.common.config.ConfigResource.Type. */
const TOPIC = 2

/** DescribeConfigsResponse.ConfigSource; what is not named here comes from the brokers. */
const sources: Readonly<Record<number, ConfigEntry['source']>> = { 1: 'topic', 5: 'default' }

export async function describeTopic(brokers: Brokers, name: string): Promise<Omit<TopicDetail, 'observedAt'>> {
  const { topics } = await brokers.ask('Metadata', { body: { topics: [{ name }], allowAutoTopicCreation: false } })
  const topic = requireTopic(topics[0], name)
  const leading: Partition[] = topic.partitions.map(({ partitionIndex, leaderId }: Body) => ({
    topic: name,
    partition: partitionIndex,
    leader: leaderId,
  }))
  const sizes = new Map<number, number>()
  const leaders = new Map(leading.map(({ partition, leader }) => [partition, leader]))
  const all = [{ topic: name, partitions: [...leaders.keys()] }]
  const [begins, ends, unsized, configs] = await Promise.all([
    listOffsets(brokers, leading, EARLIEST),
    listOffsets(brokers, leading, LATEST),
    eachReplica(brokers, all, ({ broker, partition, sizeBytes }) => {
      if (leaders.get(partition) === broker) sizes.set(partition, sizeBytes)
    }),
    describeConfigs(brokers, name),
  ])
  const partitions = topic.partitions.map((row: Body): PartitionDetail => {
    const key = keyOf(name, row.partitionIndex)
    const [beginOffset, endOffset] = [begins.offsets.get(key) ?? null, ends.offsets.get(key) ?? null]
    return { ...placesOf(row), beginOffset, endOffset, sizeBytes: sizes.get(row.partitionIndex) ?? null }
  })
  const isSized = sizes.size === partitions.length
  return {
    name,
    internal: topic.isInternal,
    partitions: partitions.sort((a: PartitionDetail, b: PartitionDetail) => a.partition - b.partition),
    configs: configs.answers.flat(),
    sizeBytes: isSized ? [...sizes.values()].reduce((sum, each) => sum + each, 0) : null,
    missing: [...new Set([...begins.missing, ...ends.missing, ...unsized, ...configs.missing])],
  }
}

function requireTopic(topic: Body | undefined, name: string): Body {
  if (topic?.errorCode === errorCodes.TOPIC_AUTHORIZATION_FAILED)
    throw new GatewayError(
      'UPSTREAM_UNAVAILABLE',
      `The gateway’s own user may not see topic ${name}: grant it DESCRIBE on the Kafka cluster`,
    )
  const gone: number[] = [errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorCodes.INVALID_TOPIC_EXCEPTION]
  if (!topic || gone.includes(topic.errorCode))
    throw new GatewayError('NOT_FOUND', `Topic ${name} does not exist on this cluster: check its name`)
  return topic
}

const placesOf = ({ partitionIndex, leaderId, replicaNodes, isrNodes, offlineReplicas = [] }: Body) => ({
  partition: partitionIndex,
  leader: leaderId >= 0 ? leaderId : null,
  replicas: replicaNodes,
  inSync: isrNodes,
  offline: offlineReplicas,
})

const describeConfigs = (brokers: Brokers, name: string) =>
  settle([
    (async (): Promise<ConfigEntry[]> => {
      const body = { resources: [{ resourceType: TOPIC, resourceName: name, configurationKeys: null }] }
      const { results } = await brokers.ask('DescribeConfigs', { body })
      const { errorCode, configs } = results[0]
      if (errorCode !== errorCodes.NONE)
        throw new GatewayError(
          'UPSTREAM_UNAVAILABLE',
          'Settings are not known: the gateway’s user lacks DESCRIBE_CONFIGS on the topic',
        )
      return configs.map(entryOf).sort((a: ConfigEntry, b: ConfigEntry) => a.name.localeCompare(b.name))
    })(),
  ])

const entryOf = ({ name, value, configSource, isSensitive }: Body): ConfigEntry => ({
  name,
  value: isSensitive ? null : value,
  source: sources[configSource] ?? 'broker',
})
