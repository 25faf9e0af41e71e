import { GatewayError } from '@tidegate/errors'
import { Map as Persistent } from 'immutable'
import type { AclBinding } from './acl-binding.ts'
import { codeOf, operations } from './acl-codes.ts'

/** What ACLs say to one host: bit fields of operation codes, ALL being one of them. */
export type Verdict = { readonly allow: number; readonly deny: number }
/** What is said of a name, or of a prefix, to each host. */
type Patterns = Persistent<string, Persistent<string, Verdict>>
/** All ACLs of one principal on one resource type. */
export type Rules = {
  readonly literal: Patterns
  readonly prefixed: Patterns
  /** In ascending order, and how many prefixes have that length. */
  readonly prefixLengths: readonly { readonly length: number; readonly count: number }[]
}

/** The ACLs of a virtual cluster, found by what is asked. Immutable: a change makes another value, which shares what is the same. */
export type Acls = {
  /** By whatever tells them apart. */
  readonly bindings: Persistent<string, AclBinding>
  readonly rules: Persistent<string, Rules>
}

export const noAcls: Acls = { bindings: Persistent(), rules: Persistent() }

const noRules: Rules = { literal: Persistent(), prefixed: Persistent(), prefixLengths: [] }
const nothingSaid: Verdict = { allow: 0, deny: 0 }

export const aclsOf = (bindings: readonly AclBinding[]): Acls =>
  bindings.reduce((acls, binding, i) => withAcl(acls, String(i), binding), noAcls)

/** In place of the one that had the key. Throws for a word Kafka does not know: to skip such an ACL could be to skip a DENY. */
export function withAcl(acls: Acls, key: string, binding: AclBinding): Acls {
  const bit = 1 << readableCode(binding)
  const { bindings, rules } = withoutAcl(acls, key)
  return { bindings: bindings.set(key, binding), rules: say(rules, binding, said => said | bit) }
}

/** No two ACLs with keys say the same, so nothing else says what is unsaid here. */
export function withoutAcl(acls: Acls, key: string): Acls {
  const binding = acls.bindings.get(key)
  if (!binding) return acls
  const bit = 1 << readableCode(binding)
  return { bindings: acls.bindings.delete(key), rules: say(acls.rules, binding, said => said & ~bit) }
}

/** Resource types have no spaces in them, so no two keys meet. */
export const rulesKey = (resourceType: string, principal: string): string => `${resourceType} ${principal}`

type Say = (said: number) => number

function say(rules: Acls['rules'], binding: AclBinding, change: Say): Acls['rules'] {
  const { resourcePattern: pattern, principal } = binding
  const key = rulesKey(pattern.resourceType, principal)
  const own = rules.get(key, noRules)
  const kind = pattern.patternType === 'LITERAL' ? 'literal' : 'prefixed'
  const patterns = sayTo(own[kind], binding, change)
  const prefixLengths = kind === 'prefixed' ? lengthsAfter(own, patterns, pattern.name.length) : own.prefixLengths
  const after = { ...own, [kind]: patterns, prefixLengths }
  return after.literal.size + after.prefixed.size === 0 ? rules.delete(key) : rules.set(key, after)
}

function sayTo(patterns: Patterns, { resourcePattern, host, permissionType }: AclBinding, change: Say): Patterns {
  const permission = permissionType === 'ALLOW' ? 'allow' : 'deny'
  const hosts: Persistent<string, Verdict> = patterns.get(resourcePattern.name) ?? Persistent()
  const before = hosts.get(host, nothingSaid)
  const after = { ...before, [permission]: change(before[permission]) }
  const left = after.allow === 0 && after.deny === 0 ? hosts.delete(host) : hosts.set(host, after)
  return left.size === 0 ? patterns.delete(resourcePattern.name) : patterns.set(resourcePattern.name, left)
}

/** There are as many lengths as a name can have at most, whatever the number of ACLs. */
function lengthsAfter({ prefixed, prefixLengths }: Rules, after: Patterns, length: number): Rules['prefixLengths'] {
  if (after.size === prefixed.size) return prefixLengths
  const count = (prefixLengths.find(each => each.length === length)?.count ?? 0) + after.size - prefixed.size
  const others = prefixLengths.filter(each => each.length !== length)
  return count === 0 ? others : [...others, { length, count }].sort((a, b) => a.length - b.length)
}

function readableCode({ resourcePattern: { patternType }, operation, permissionType }: AclBinding): number {
  if (patternType !== 'LITERAL' && patternType !== 'PREFIXED') throw unreadable(`pattern type ${patternType}`)
  if (permissionType !== 'ALLOW' && permissionType !== 'DENY') throw unreadable(`permission type ${permissionType}`)
  const code = codeOf(operations, operation)
  if (code === undefined) throw unreadable(`operation ${operation}`)
  return code
}

const unreadable = (what: string): GatewayError =>
  new GatewayError('INVALID', `An ACL has the ${what}, which means nothing there: correct the ACL or delete it`)
