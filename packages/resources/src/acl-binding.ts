import { z } from 'zod'

export const aclResourceTypes = ['TOPIC', 'GROUP', 'CLUSTER', 'TRANSACTIONAL_ID', 'DELEGATION_TOKEN', 'USER'] as const
export const aclPatternTypes = ['LITERAL', 'PREFIXED'] as const
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

/** One rule, in Kafka's own words. */
export const aclBinding = z.strictObject({
  resourcePattern: z.strictObject({
    resourceType: z.enum(aclResourceTypes),
    name: z.string().min(1, 'name the resource, or use *'),
    patternType: z.enum(aclPatternTypes).default('LITERAL'),
  }),
  principal: z.string().regex(/^User:.+$/s, 'write it as User:name, or User:* for everybody'),
  host: z.string().min(1, 'name an address, or use *').default('*'),
  operation: z.enum(aclOperations),
  permissionType: z.enum(aclPermissions),
})

export type AclBinding = z.output<typeof aclBinding>
