import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type AclBinding, aclBinding } from './acl-binding.ts'
import { defineKind } from './kind.ts'

/** One ACL of a virtual cluster whose ACLs are edited one by one, by the Kafka protocol or here. */
export const acl = defineKind('Acl', {
  apiVersion: 'tidegate/v1',
  path: 'acl',
  scope: 'vCluster',
  order: 20,
  name: z.string().regex(/^[0-9a-f]{32}$/, 'leave it out: it follows from the spec'),
  spec: aclBinding,
  example: {
    metadata: { name: '0'.repeat(32), vCluster: 'mypartner' },
    spec: {
      resourcePattern: { resourceType: 'TOPIC', name: 'topic1', patternType: 'LITERAL' },
      principal: 'User:user1',
      host: '*',
      operation: 'READ',
      permissionType: 'ALLOW',
    },
  },
})

/** The same binding always has the same name, so that adding it twice is adding it once, as in Kafka. */
export function aclName({ resourcePattern: { resourceType, name, patternType }, ...binding }: AclBinding): string {
  const parts = [
    resourceType,
    patternType,
    name,
    binding.principal,
    binding.host,
    binding.operation,
    binding.permissionType,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
