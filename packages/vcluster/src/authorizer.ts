import { GatewayError } from '@tidegate/errors'
import { EVERYONE, impliedBy, supportedOperations } from '@tidegate/resources'
import { type AclBinding, WILDCARD } from './acl-binding.ts'
import { codeOf, type Operation, operations } from './acl-codes.ts'

/** `principal` as in 'User:alice'; `host` is the address the client connects from. */
type Subject = { readonly principal: string; readonly host: string }
type Resource = { readonly resourceType: string; readonly name: string }

export type Authorizer = {
  readonly bindings: readonly AclBinding[]
  authorize(question: Subject & Resource & { readonly operation: string }): boolean
  /** Whether the subject may do this to at least one resource of the type, whatever its name. */
  authorizeByResourceType(question: Subject & { readonly resourceType: string; readonly operation: string }): boolean
  /** The authorized operations a response can carry: `1 << code` for each that the type supports and the subject may do. */
  operations(question: Subject & Resource): number
}

type Options = { readonly bindings: readonly AclBinding[]; readonly superUsers: ReadonlySet<string> }

/** Bit fields of operation codes. */
type Verdict = { allow: number; deny: number }
/** What is said of a name, or of a prefix, to each host. */
type Patterns = Map<string, Map<string, Verdict>>
/** All ACLs of one principal on one resource type. */
type Rules = { readonly literal: Patterns; readonly prefixed: Patterns; prefixLengths: readonly number[] }

const EVERYTHING = ~0

const bits = (...names: readonly Operation[]): number => names.reduce((mask, name) => mask | (1 << operations[name]), 0)

const DESCRIBE = bits('DESCRIBE')
const DESCRIBE_CONFIGS = bits('DESCRIBE_CONFIGS')
const IMPLY_DESCRIBE = bits(...(impliedBy.DESCRIBE ?? []))
const IMPLY_DESCRIBE_CONFIGS = bits(...(impliedBy.DESCRIBE_CONFIGS ?? []))
const supported = new Map(Object.entries(supportedOperations).map(([type, names]) => [type, bits(...names)]))

/**
 * Answers as Kafka's StandardAuthorizer does where `allow.everyone.if.no.acl.found` is false: super users may do anything;
 * a DENY that applies beats every ALLOW; what no ALLOW covers is denied. A question costs one look-up per length of the
 * prefixes its principal has, however many ACLs there are. An ACL with a word Kafka does not know makes this throw: to
 * skip it could be to skip a DENY.
 */
export function createAuthorizer({ bindings, superUsers }: Options): Authorizer {
  const index = indexOf(bindings)
  const rulesFor = (resourceType: string, principal: string): Rules[] =>
    [EVERYONE, principal].map(each => index.get(resourceType)?.get(each)).filter(rules => rules !== undefined)

  const allowed = ({ principal, host, resourceType, name }: Subject & Resource): number => {
    if (superUsers.has(principal)) return EVERYTHING
    const verdict = { allow: 0, deny: 0 }
    for (const rules of rulesFor(resourceType, principal)) judge(rules, { name, host }, verdict)
    return withImplied(verdict.allow) & ~verdict.deny
  }

  return {
    bindings,
    authorize: question => (allowed(question) & bitOf(question.operation)) !== 0,
    operations: question => allowed(question) & (supported.get(question.resourceType) ?? 0),
    authorizeByResourceType: ({ principal, host, resourceType, operation }) =>
      // Kafka first asks for a name that stands for any, so that super users pass, and wildcard ALLOWs with what they imply.
      (allowed({ principal, host, resourceType, name: 'hardcode' }) & bitOf(operation)) !== 0 ||
      allowsSome(rulesFor(resourceType, principal), { host, wanted: bitOf(operation) }),
  }
}

/** An operation that does not exist has no bit, so nobody may do it. */
function bitOf(operation: string): number {
  const code = codeOf(operations, operation)
  return code === undefined ? 0 : 1 << code
}

/** By resource type, and by principal. */
function indexOf(bindings: readonly AclBinding[]): ReadonlyMap<string, ReadonlyMap<string, Rules>> {
  const index = new Map<string, Map<string, Rules>>()
  for (const binding of bindings) {
    const { resourceType } = binding.resourcePattern
    const ofType = index.get(resourceType) ?? new Map<string, Rules>()
    const rules = ofType.get(binding.principal) ?? { literal: new Map(), prefixed: new Map(), prefixLengths: [] }
    index.set(resourceType, ofType.set(binding.principal, rules))
    add(rules, binding)
  }
  for (const rules of index.values().flatMap(ofType => ofType.values()))
    rules.prefixLengths = [...new Set([...rules.prefixed.keys()].map(prefix => prefix.length))].sort((a, b) => a - b)
  return index
}

function add(
  rules: Rules,
  { resourcePattern: { name, patternType }, host, operation, permissionType }: AclBinding,
): void {
  if (patternType !== 'LITERAL' && patternType !== 'PREFIXED') throw unreadable(`pattern type ${patternType}`)
  if (permissionType !== 'ALLOW' && permissionType !== 'DENY') throw unreadable(`permission type ${permissionType}`)
  if (codeOf(operations, operation) === undefined) throw unreadable(`operation ${operation}`)
  const patterns = patternType === 'LITERAL' ? rules.literal : rules.prefixed
  const hosts = patterns.get(name) ?? new Map<string, Verdict>()
  const verdict = hosts.get(host) ?? { allow: 0, deny: 0 }
  verdict[permissionType === 'ALLOW' ? 'allow' : 'deny'] |= operation === 'ALL' ? EVERYTHING : bitOf(operation)
  patterns.set(name, hosts.set(host, verdict))
}

const unreadable = (what: string): GatewayError =>
  new GatewayError('INVALID', `An ACL has the ${what}, which means nothing there: correct the ACL or delete it`)

function judge(rules: Rules, { name, host }: { name: string; host: string }, verdict: Verdict): void {
  collect(rules.literal.get(name), host, verdict)
  collect(rules.literal.get(WILDCARD), host, verdict)
  for (const length of rules.prefixLengths) {
    if (length > name.length) return
    collect(rules.prefixed.get(name.slice(0, length)), host, verdict)
  }
}

function collect(hosts: ReadonlyMap<string, Verdict> | undefined, host: string, verdict: Verdict): void {
  for (const said of [hosts?.get(host), hosts?.get(WILDCARD)]) {
    verdict.allow |= said?.allow ?? 0
    verdict.deny |= said?.deny ?? 0
  }
}

/** Only an ALLOW implies more than it says: to deny READ does not deny DESCRIBE. */
const withImplied = (allow: number): number =>
  allow | (allow & IMPLY_DESCRIBE ? DESCRIBE : 0) | (allow & IMPLY_DESCRIBE_CONFIGS ? DESCRIBE_CONFIGS : 0)

/**
 * True where some pattern is allowed that no DENY covers whole: a wildcard DENY covers all, a literal DENY its name, a
 * prefixed DENY whatever begins with it. Nothing is implied here: Kafka counts the operation itself and ALL only.
 */
function allowsSome(all: readonly Rules[], { host, wanted }: { host: string; wanted: number }): boolean {
  const says = (permission: keyof Verdict, kind: 'literal' | 'prefixed', name: string): boolean =>
    all.some(rules => {
      const verdict = { allow: 0, deny: 0 }
      collect(rules[kind].get(name), host, verdict)
      return (verdict[permission] & wanted) !== 0
    })
  const covered = (name: string): boolean =>
    all.some(rules =>
      rules.prefixLengths.some(length => length <= name.length && says('deny', 'prefixed', name.slice(0, length))),
    )

  if (says('deny', 'literal', WILDCARD)) return false
  if (says('allow', 'literal', WILDCARD)) return true
  return all.some(
    ({ literal, prefixed }) =>
      literal.keys().some(name => says('allow', 'literal', name) && !says('deny', 'literal', name) && !covered(name)) ||
      prefixed.keys().some(prefix => says('allow', 'prefixed', prefix) && !covered(prefix)),
  )
}
