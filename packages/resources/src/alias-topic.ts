import { z } from 'zod'
import { clusterName, defineKind, topicName } from './kind.ts'

/** A topic that a virtual cluster shows under a name of its own, backed by one topic of one physical cluster. */
export const aliasTopic = defineKind('AliasTopic', {
  apiVersion: 'gateway/v2',
  path: 'alias-topic',
  scope: 'vCluster',
  order: 8,
  name: topicName,
  spec: z.strictObject({
    physicalName: topicName
      .refine(name => !name.startsWith('__'), 'it must not be one of Kafka’s internal topics (__…)')
      .describe('The topic’s name on its cluster.'),
    physicalCluster: clusterName.describe('The cluster that holds the records.'),
  }),
  references: ({ physicalCluster }) => [
    { kind: 'PhysicalCluster', name: physicalCluster, field: 'spec.physicalCluster' },
  ],
  example: {
    metadata: { name: 'topic1', vCluster: 'mypartner' },
    spec: { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA' },
  },
})
