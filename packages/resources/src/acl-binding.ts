import { z } from 'zod'
import { aclOperations, aclPatternTypes, aclPermissions, aclResourceTypes, supportedOperations } from './acl-words.ts'
import { text } from './kind.ts'

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
