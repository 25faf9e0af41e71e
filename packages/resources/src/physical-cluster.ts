import { z } from 'zod'
import { connectionOf, isSecretProperty, type Properties } from './kafka-properties.ts'
import { clusterName, defineKind, text } from './kind.ts'

export const clusterRoles = ['main', 'upstream', 'failover'] as const

/** A real Kafka cluster, and the client properties by which the gateway reaches it. */
export const physicalCluster = defineKind('PhysicalCluster', {
  apiVersion: 'tidegate/v1',
  path: 'physical-cluster',
  scope: 'global',
  order: 1,
  name: clusterName,
  spec: z.strictObject({
    role: z.enum(clusterRoles).default('upstream'),
    properties: z
      .record(text, z.union([text, z.number(), z.boolean()]).transform(String))
      .describe('Kafka client properties. Secrets are write-only: one that is left out keeps its value.')
      .superRefine(checkConnection),
    messages: z
      .enum(['hidden', 'readable'])
      .describe('Whether Operators and Owners may read single records in the console and by REST; hidden if left out.')
      .optional(),
  }),
  readOnly: ['managedBy'],
  example: {
    metadata: { name: 'clusterA' },
    spec: {
      role: 'upstream',
      properties: { 'bootstrap.servers': 'kafka.example:9092', 'security.protocol': 'PLAINTEXT' },
    },
  },
})

/** Stands for a secret that is kept elsewhere: what was read is written back without it. */
const KEPT = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="kept" password="kept";'

/** Whether a secret is missing altogether is judged where the stored ones are known. */
function checkConnection(properties: Properties, context: z.core.$RefinementCtx): void {
  const given = Object.keys(properties).some(isSecretProperty)
  try {
    connectionOf(given ? properties : { ...properties, 'sasl.jaas.config': KEPT })
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
  }
}
