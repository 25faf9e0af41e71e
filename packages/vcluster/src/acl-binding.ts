import { supportedOperations } from '@tidegate/resources'
import {
  type ConcreteResourceType,
  codeOf,
  operations,
  patternTypes,
  permissionTypes,
  resourceTypes,
} from './acl-codes.ts'

/** One ACL, in Kafka's names: the shape of an Acl resource's spec. */
export type AclBinding = {
  readonly resourcePattern: { readonly resourceType: string; readonly name: string; readonly patternType: string }
  readonly principal: string
  readonly host: string
  readonly operation: string
  readonly permissionType: string
}

/** What DescribeAcls and DeleteAcls look for: null and ANY leave a part open. */
export type AclFilter = Omit<AclBinding, 'resourcePattern' | 'principal' | 'host'> & {
  readonly resourcePattern: {
    readonly resourceType: string
    readonly name: string | null
    readonly patternType: string
  }
  readonly principal: string | null
  readonly host: string | null
}

type Pattern = AclBinding['resourcePattern']
type PatternFilter = AclFilter['resourcePattern']

export const WILDCARD = '*'
const CLUSTER_NAME = 'kafka-cluster'
const MAX_LENGTH = 1000
const NOT_IN_A_BINDING = ['UNKNOWN', 'ANY', 'MATCH']

/** Kafka's AclBindingFilter. MATCH finds every pattern that applies to the name, ANY those that carry it. */
export const matchesFilter = (binding: AclBinding, filter: AclFilter): boolean =>
  matchesPattern(binding.resourcePattern, filter.resourcePattern) &&
  (filter.principal === null || filter.principal === binding.principal) &&
  (filter.host === null || filter.host === binding.host) &&
  (filter.operation === 'ANY' || filter.operation === binding.operation) &&
  (filter.permissionType === 'ANY' || filter.permissionType === binding.permissionType)

function matchesPattern(pattern: Pattern, filter: PatternFilter): boolean {
  if (filter.resourceType !== 'ANY' && filter.resourceType !== pattern.resourceType) return false
  if (filter.patternType === 'MATCH') return filter.name === null || appliesTo(pattern, filter.name)
  if (filter.patternType !== 'ANY' && filter.patternType !== pattern.patternType) return false
  return filter.name === null || filter.name === pattern.name
}

const appliesTo = ({ name, patternType }: Pattern, resource: string): boolean =>
  patternType === 'PREFIXED' ? resource.startsWith(name) : name === resource || name === WILDCARD

const isConcrete = (codes: Readonly<Record<string, number>>, name: string): boolean =>
  codeOf(codes, name) !== undefined && !NOT_IN_A_BINDING.includes(name)

/** The reason why CreateAcls refuses a binding, in Kafka's words where a broker has any; undefined where it is valid. */
export function validateBinding(binding: AclBinding): string | undefined {
  const { resourcePattern: pattern, principal, host, operation, permissionType } = binding
  if (!isConcrete(resourceTypes, pattern.resourceType)) return `Invalid resourceType ${pattern.resourceType}`
  if (!isConcrete(patternTypes, pattern.patternType)) return `Invalid patternType ${pattern.patternType}`
  if (!isConcrete(operations, operation)) return `Invalid operation ${operation}`
  if (!isConcrete(permissionTypes, permissionType)) return `Invalid permissionType ${permissionType}`
  if (pattern.resourceType === 'CLUSTER' && pattern.name !== CLUSTER_NAME)
    return `The only valid name for the CLUSTER resource is ${CLUSTER_NAME}`
  if ([pattern.name, principal, host].some(text => text.includes('\0') || text.length > MAX_LENGTH))
    return `Invalid text: expected at most ${MAX_LENGTH} characters and no NUL`
  if (pattern.name === '') return 'Invalid empty resource name'
  if (!/^[^:]+:./s.test(principal))
    return 'Invalid principal: expected a string in format principalType:principalName, such as User:alice'
  if (host === '') return 'Invalid empty host: expected an IP address, or * for every host'
  const supported: readonly string[] = supportedOperations[pattern.resourceType as ConcreteResourceType]
  if (operation !== 'ALL' && !supported.includes(operation))
    return `Invalid operation ${operation} for a ${pattern.resourceType}: expected ALL or one of ${supported.join(', ')}`
  return undefined
}
