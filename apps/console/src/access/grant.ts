import type { Operation, ResourceType } from '@tidegate/resources/acl-words'
import type { AclBinding } from '#trpc/provider.tsx'

export type { Operation, ResourceType }
export type Pattern = AclBinding['resourcePattern']
export type Permission = AclBinding['permissionType']

/** A rule without whom it is for: all rules of an editor are for one principal. */
export type Grant = Omit<AclBinding, 'principal'>

/** What a rule is about: several operations on it stand together. */
export type Target = { readonly pattern: Pattern; readonly host: string }

export const targetOf = ({ resourcePattern, host }: Grant): Target => ({ pattern: resourcePattern, host })

export const targetKey = ({ pattern: { resourceType, patternType, name }, host }: Target): string =>
  JSON.stringify([resourceType, patternType, name, host])

export const grantKey = (grant: Grant): string =>
  `${targetKey(targetOf(grant))} ${grant.operation} ${grant.permissionType}`

export const withoutPrincipal = ({ resourcePattern, host, operation, permissionType }: AclBinding): Grant => ({
  resourcePattern,
  host,
  operation,
  permissionType,
})

export const literal = (resourceType: ResourceType, name: string): Pattern => ({
  resourceType,
  name,
  patternType: 'LITERAL',
})

export const clusterPattern = literal('CLUSTER', 'kafka-cluster')

/** Whether a pattern applies to a name. */
export const applies = ({ patternType, name }: Pattern, to: string): boolean =>
  patternType === 'PREFIXED' ? to.startsWith(name) : name === '*' || name === to
