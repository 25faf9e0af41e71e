import { z } from 'zod'
import { aclBinding } from './acl-binding.ts'
import { defineKind, userName, virtualClusterName } from './kind.ts'

/** A Kafka cluster as its clients see it: topics, groups and rights of its own on one physical cluster. */
export const virtualCluster = defineKind('VirtualCluster', {
  apiVersion: 'gateway/v2',
  path: 'virtual-cluster',
  scope: 'global',
  order: 7,
  name: virtualClusterName.refine(name => name !== 'passthrough', 'passthrough is a reserved name: choose another'),
  spec: z.strictObject({
    aclEnabled: z
      .boolean()
      .default(false)
      .describe('Whether clients need rights. A Partner virtual cluster always needs them.'),
    aclMode: z
      .enum(['KAFKA_API', 'REST_API'])
      .default('KAFKA_API')
      .describe('Who edits ACLs: super users by the Kafka protocol, or this resource.'),
    superUsers: z
      .array(userName)
      .default([])
      .describe('Service accounts that may do everything in this virtual cluster.'),
    type: z.enum(['Standard', 'Partner']).default('Standard').describe('Partner shows nothing but alias topics.'),
    acls: z.array(aclBinding).default([]).describe('All ACLs, where aclMode is REST_API.'),
  }),
  readOnly: ['bootstrapServers', 'clientProperties'],
  example: { metadata: { name: 'mypartner' }, spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'] } },
})
