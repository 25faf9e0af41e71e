import { z } from 'zod'
import { text } from './kind.ts'

export const aclResourceTypes = ['TOPIC', 'GROUP', 'CLUSTER', 'TRANSACTIONAL_ID', 'DELEGATION_TOKEN', 'USER'] as const
const aclPatternTypes = ['LITERAL', 'PREFIXED'] as const
export const aclPermissions = ['ALLOW', 'DENY'] as const
export const aclOperations = [
  'ALL',
  'READ',
  'WRITE',
  'CREATE',
  'DELETE',
  'ALTER',
  'DESCRIBE',
  'CLUSTER_ACTION',
  'DESCRIBE_CONFIGS',
  'ALTER_CONFIGS',
  'IDEMPOTENT_WRITE',
  'CREATE_TOKENS',
  'DESCRIBE_TOKENS',
  'TWO_PHASE_COMMIT',
] as const

type ResourceType = (typeof aclResourceTypes)[number]
type Operation = (typeof aclOperations)[number]

/** What can be done to a resource of each type; ALL is valid for every type besides (AclEntry.java). */
export const supportedOperations: Readonly<Record<ResourceType, readonly Operation[]>> = {
  TOPIC: ['READ', 'WRITE', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  GROUP: ['READ', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  CLUSTER: ['CREATE', 'ALTER', 'DESCRIBE', 'CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS', 'IDEMPOTENT_WRITE'],
  TRANSACTIONAL_ID: ['WRITE', 'DESCRIBE', 'TWO_PHASE_COMMIT'],
  DELEGATION_TOKEN: ['DESCRIBE'],
  USER: ['CREATE_TOKENS', 'DESCRIBE_TOKENS'],
}

/** One rule, in Kafka's own words. */
export const aclBinding = z
  .strictObject({
    resourcePattern: z
      .strictObject({
        resourceType: z.enum(aclResourceTypes),
        name: text,
        patternType: z.enum(aclPatternTypes).default('LITERAL'),
      })
      .refine(({ resourceType, name }) => resourceType !== 'CLUSTER' || name === 'kafka-cluster', {
        path: ['name'],
        message: 'the only valid name for the CLUSTER resource is kafka-cluster',
      }),
    principal: text.regex(/^[^:]+:.+$/s, 'write it as User:name, or User:* for everybody'),
    host: text.default('*'),
    operation: z.enum(aclOperations),
    permissionType: z.enum(aclPermissions),
  })
  .superRefine(({ resourcePattern: { resourceType }, operation }, context) => {
    const supported = supportedOperations[resourceType]
    if (operation === 'ALL' || supported.includes(operation)) return
    const message = `${operation} cannot be done to a ${resourceType}: use ALL or one of ${supported.join(', ')}`
    context.addIssue({ code: 'custom', path: ['operation'], message })
  })

export type AclBinding = z.output<typeof aclBinding>
