import { z } from 'zod'
import { clusterName, defineKind } from './kind.ts'
import { connectionOf } from './kafka-properties.ts'

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
      .record(z.string(), z.string())
      .describe('Kafka client properties. Secrets are write-only.')
      .superRefine((properties, context) => {
        try {
          connectionOf(properties)
        } catch (error) {
          context.addIssue({ code: 'custom', message: (error as Error).message })
        }
      }),
  }),
  example: {
    metadata: { name: 'clusterA' },
    spec: { role: 'upstream', properties: { 'bootstrap.servers': 'kafka.example:9092', 'security.protocol': 'PLAINTEXT' } },
  },
})
