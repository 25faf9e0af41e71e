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
    retires: z
      .strictObject({
        on: z.iso
          .datetime({ offset: true, error: 'give a time that there is, such as 2027-03-31T12:00:00Z' })
          .describe('From then on clients know the name no more.'),
        to: topicName.describe('The alias topic that shows the same topic under its new name.'),
      })
      .optional()
      .describe('While a topic is renamed: this is the old name, which works beside the new one for a time.'),
  }),
  references: { 'spec.physicalCluster': 'PhysicalCluster', 'spec.retires.to': 'AliasTopic' },
  example: {
    metadata: { name: 'topic1', vCluster: 'mypartner' },
    spec: { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA' },
  },
})

/** When clients know the name no more, in milliseconds since 1970: infinite where it does not retire. */
export const retiresAt = ({ retires }: z.output<typeof aliasTopic.spec>): number =>
  retires ? Date.parse(retires.on) : Number.POSITIVE_INFINITY
