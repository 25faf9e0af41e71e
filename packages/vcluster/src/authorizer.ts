import { EVERYONE, impliedBy, supportedOperations } from '@tidegate/resources'
import type { Map as Persistent } from 'immutable'
import { WILDCARD } from './acl-binding.ts'
import { codeOf, type Operation, operations } from './acl-codes.ts'
import { type Acls, type Rules, rulesKey, type Verdict } from './acl-index.ts'

/** `principal` as in 'User:alice'; `host` is the address the client connects from. */
type Subject = { readonly principal: string; readonly host: string }
type Resource = { readonly resourceType: string; readonly name: string }

export type Authorizer = {
  authorize(question: Subject & Resource & { readonly operation: string }): boolean
  /** Whether the subject may do this to at least one resource of the type, whatever its name. */
  authorizeByResourceType(question: Subject & { readonly resourceType: string; readonly operation: string }): boolean
  /** The authorized operations a response can carry: `1 << code` for each that the type supports and the subject may do. */
  operations(question: Subject & Resource): number
}

type Options = { readonly acls: Acls; readonly superUsers: ReadonlySet<string> }

const EVERYTHING = ~0

const bits = (...names: readonly Operation[]): number => names.reduce((mask, name) => mask | (1 << operations[name]), 0)

const ALL = bits('ALL')
const DESCRIBE = bits('DESCRIBE')
const DESCRIBE_CONFIGS = bits('DESCRIBE_CONFIGS')
const IMPLY_DESCRIBE = bits(...(impliedBy.DESCRIBE ?? []))
const IMPLY_DESCRIBE_CONFIGS = bits(...(impliedBy.DESCRIBE_CONFIGS ?? []))
const supported = new Map(Object.entries(supportedOperations).map(([type, names]) => [type, bits(...names)]))

/**
 * Answers as Kafka's StandardAuthorizer does where `allow.everyone.if.no.acl.found` is false: super users may do anything;
 * a DENY that applies beats every ALLOW; what no ALLOW covers is denied. A question costs one look-up per length of the
 * prefixes its principal has, however many ACLs there are.
 */
export function createAuthorizer({ acls, superUsers }: Options): Authorizer {
  const rulesFor = (resourceType: string, principal: string): Rules[] =>
    [EVERYONE, principal].map(each => acls.rules.get(rulesKey(resourceType, each))).filter(rules => rules !== undefined)

  const allowed = ({ principal, host, resourceType, name }: Subject & Resource): number => {
    if (superUsers.has(principal)) return EVERYTHING
    const said = { allow: 0, deny: 0 }
    for (const rules of rulesFor(resourceType, principal)) judge(rules, { name, host }, said)
    return withImplied(meant(said.allow)) & ~meant(said.deny)
  }

  return {
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

/** ALL stands for every operation. */
const meant = (said: number): number => (said & ALL ? EVERYTHING : said)

type Said = { allow: number; deny: number }

function judge(rules: Rules, { name, host }: { name: string; host: string }, said: Said): void {
  collect(rules.literal.get(name), host, said)
  collect(rules.literal.get(WILDCARD), host, said)
  for (const { length } of rules.prefixLengths) {
    if (length > name.length) return
    collect(rules.prefixed.get(name.slice(0, length)), host, said)
  }
}

function collect(hosts: Persistent<string, Verdict> | undefined, host: string, said: Said): void {
  if (!hosts) return
  for (const verdict of [hosts.get(host), hosts.get(WILDCARD)]) {
    said.allow |= verdict?.allow ?? 0
    said.deny |= verdict?.deny ?? 0
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
  const says = (permission: keyof Said, kind: 'literal' | 'prefixed', name: string): boolean =>
    all.some(rules => {
      const said = { allow: 0, deny: 0 }
      collect(rules[kind].get(name), host, said)
      return (meant(said[permission]) & wanted) !== 0
    })
  const covered = (name: string): boolean =>
    all.some(rules =>
      rules.prefixLengths.some(
        ({ length }) => length <= name.length && says('deny', 'prefixed', name.slice(0, length)),
      ),
    )

  if (says('deny', 'literal', WILDCARD)) return false
  if (says('allow', 'literal', WILDCARD)) return true
  return all.some(
    ({ literal, prefixed }) =>
      Iterator.from(literal.keys()).some(
        name => says('allow', 'literal', name) && !says('deny', 'literal', name) && !covered(name),
      ) || Iterator.from(prefixed.keys()).some(prefix => says('allow', 'prefixed', prefix) && !covered(prefix)),
  )
}
