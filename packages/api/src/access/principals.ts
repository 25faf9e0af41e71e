import { type AclBinding, EVERYONE, type Operation, text } from '@tidegate/resources'
import { z } from 'zod'
import { reader } from '../trpc.ts'
import { type Held, principalsOf, readHeld, userOf } from './held.ts'
import { type Pattern, textOf } from './pattern.ts'

/** How many are listed at most, and how many resources of each. */
const MOST = 200
const MOST_RESOURCES = 12

const filters = ['DENY', 'NO_ACCOUNT', 'NO_ACL'] as const

/** What the rules of one principal say of one resource to one host. */
type Grant = {
  readonly pattern: Pattern
  readonly host: string
  readonly allow: readonly Operation[]
  readonly deny: readonly Operation[]
}

/** Whoever can sign in to a virtual cluster or is named in it, with the ACLs that are its own. */
export const principals = reader({
  method: 'GET',
  path: '/tidegate/v1/access/principal',
  summary: 'List the principals of a virtual cluster, each with its own ACLs by resource',
  status: 200,
  query: {
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster.' },
    search: { type: 'string', description: 'A part of the principal, or of the name of a resource in its ACLs.' },
    only: {
      type: 'string',
      description: 'DENY: who is denied something. NO_ACCOUNT: who cannot sign in. NO_ACL: who has no ACL.',
    },
  },
})
  .input(z.strictObject({ vCluster: text, search: text.optional(), only: z.enum(filters).optional() }))
  .query(async ({ ctx, input: { vCluster, search = '', only } }) => {
    const held = await readHeld(ctx, vCluster)
    const own = Map.groupBy(held.bindings, ({ principal }) => principal)
    const wanted = search.toLowerCase()
    const all = principalsOf(held)
      .filter(each => isAbout(each, own.get(each) ?? [], wanted))
      .map(principal => rowOf(held, principal, own.get(principal) ?? []))
      .filter(row => only === undefined || passes[only](row))
    const shown = all.slice(0, MOST).map(row => ({ ...row, ...grantedBy(own.get(row.principal) ?? []) }))
    return { principals: shown, of: all.length, acls: held.bindings.length }
  })

type Row = ReturnType<typeof rowOf>

function rowOf({ accounts, superUsers }: Held, principal: string, rules: readonly AclBinding[]) {
  const user = userOf(principal)
  return {
    principal,
    ...(user !== undefined && { user }),
    hasAccount: user !== undefined && accounts.has(user),
    isEveryone: principal === EVERYONE,
    isSuperUser: user !== undefined && superUsers.includes(user),
    acls: rules.length,
    denies: rules.filter(({ permissionType }) => permissionType === 'DENY').length,
  }
}

function grantedBy(rules: readonly AclBinding[]) {
  const grants = grantsOf(rules)
  return { grants: grants.slice(0, MOST_RESOURCES), resources: grants.length }
}

function grantsOf(rules: readonly AclBinding[]): Grant[] {
  const byResource = Map.groupBy(rules, ({ resourcePattern, host }) => `${textOf(resourcePattern)} ${host}`)
  const operations = (of: readonly AclBinding[], permission: AclBinding['permissionType']) =>
    of.filter(({ permissionType }) => permissionType === permission).map(({ operation }) => operation)
  return [...byResource.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    const { resourcePattern: pattern, host } = first
    return [{ pattern, host, allow: operations(group, 'ALLOW'), deny: operations(group, 'DENY') }]
  })
}

const isAbout = (principal: string, rules: readonly AclBinding[], wanted: string): boolean =>
  principal.toLowerCase().includes(wanted) ||
  rules.some(({ resourcePattern }) => resourcePattern.name.toLowerCase().includes(wanted))

const passes: Readonly<Record<(typeof filters)[number], (row: Row) => boolean>> = {
  DENY: ({ denies }) => denies > 0,
  NO_ACCOUNT: ({ hasAccount, isEveryone }) => !hasAccount && !isEveryone,
  NO_ACL: ({ acls, isSuperUser }) => acls === 0 && !isSuperUser,
}
