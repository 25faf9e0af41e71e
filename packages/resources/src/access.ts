import type { AclBinding } from './acl-binding.ts'
import { type Operation, type ResourceType, supportedOperations } from './acl-words.ts'

/** `host` is an address, or `*` for any that no rule names; `principal` is as in `User:alice`. */
export type AccessQuestion = {
  readonly principal: string
  readonly host: string
  readonly resourceType: ResourceType
  readonly name: string
  readonly operation: Operation
}

export type AccessDecision =
  | { readonly allowed: true; readonly by: 'SUPER_USER' }
  | { readonly allowed: boolean; readonly by: 'RULE'; readonly rule: AclBinding }
  | { readonly allowed: false; readonly by: 'DEFAULT' }

export type Access = {
  readonly bindings: readonly AclBinding[]
  /** Such as `User:admin`. */
  readonly superUsers: ReadonlySet<string>
  decide(question: AccessQuestion): AccessDecision
  /** The rules about a resource of this name, whoever and whatever they are for, the closest name first. */
  about(resourceType: ResourceType, name: string): readonly AclBinding[]
}

type Given = { readonly bindings: readonly AclBinding[]; readonly superUsers: readonly string[] }

const ANY = '*'
export const EVERYONE = 'User:*'

/** What is allowed along with an operation: only an ALLOW implies more than it says. */
export const impliedBy: { readonly [O in Operation]?: readonly Operation[] } = {
  DESCRIBE: ['READ', 'WRITE', 'DELETE', 'ALTER'],
  DESCRIBE_CONFIGS: ['ALTER_CONFIGS'],
}

/**
 * Decides as the gateways do, and says by which rule. Super users may do anything; a DENY that applies beats every
 * ALLOW; what no ALLOW covers is denied.
 */
export function accessOf({ bindings, superUsers: users }: Given): Access {
  const superUsers = new Set(users.map(user => `User:${user}`))
  const byPattern = Map.groupBy(bindings, ({ resourcePattern }) => keyOf(resourcePattern))
  const prefixLengths = [...new Set(bindings.flatMap(prefixLengthOf))].sort((a, b) => b - a)

  const about = (resourceType: ResourceType, name: string): AclBinding[] => {
    const prefixes = prefixLengths.filter(length => length <= name.length).map(length => name.slice(0, length))
    const patterns = [
      { resourceType, name, patternType: 'LITERAL' } as const,
      ...prefixes.map(prefix => ({ resourceType, name: prefix, patternType: 'PREFIXED' }) as const),
      ...(name === ANY ? [] : [{ resourceType, name: ANY, patternType: 'LITERAL' } as const]),
    ]
    return patterns.flatMap(pattern => byPattern.get(keyOf(pattern)) ?? [])
  }

  const decide = ({ principal, host, resourceType, name, operation }: AccessQuestion): AccessDecision => {
    if (superUsers.has(principal)) return { allowed: true, by: 'SUPER_USER' }
    const rules = about(resourceType, name).filter(rule => isFor(rule, principal) && isFrom(rule, host))
    const denied = rules.find(rule => rule.permissionType === 'DENY' && says(rule, operation))
    if (denied) return { allowed: false, by: 'RULE', rule: denied }
    const allows = rules.filter(({ permissionType }) => permissionType === 'ALLOW')
    const allowed = allows.find(rule => says(rule, operation)) ?? allows.find(rule => implies(rule, operation))
    return allowed ? { allowed: true, by: 'RULE', rule: allowed } : { allowed: false, by: 'DEFAULT' }
  }

  return { bindings, superUsers, decide, about }
}

/** What can be asked about a resource of a type. */
export const operationsOf = (resourceType: ResourceType): readonly Operation[] => supportedOperations[resourceType]

const keyOf = ({ resourceType, patternType, name }: AclBinding['resourcePattern']): string =>
  `${resourceType} ${patternType} ${name}`

const prefixLengthOf = ({ resourcePattern: { patternType, name } }: AclBinding): number[] =>
  patternType === 'PREFIXED' ? [name.length] : []

const isFor = (rule: AclBinding, principal: string): boolean =>
  rule.principal === principal || rule.principal === EVERYONE

const isFrom = (rule: AclBinding, host: string): boolean => rule.host === ANY || rule.host === host

const says = (rule: AclBinding, operation: Operation): boolean =>
  rule.operation === operation || rule.operation === 'ALL'

const implies = (rule: AclBinding, operation: Operation): boolean =>
  impliedBy[operation]?.includes(rule.operation) ?? false
