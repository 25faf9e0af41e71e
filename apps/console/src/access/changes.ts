import type { Applied, Made } from '#change/use-apply.ts'
import { type Expected, put } from '#change/wanted.ts'
import type { AclBinding, Given, VirtualCluster } from '#trpc/provider.tsx'
import { without } from './edits.ts'
import { type Grant, grantKey, withoutPrincipal } from './grant.ts'

/** A rule as it is stored: with a name where it is a resource of its own. */
export type StoredRule = { readonly name?: string; readonly generation?: number; readonly spec: AclBinding }

type Edit = {
  readonly cluster: VirtualCluster
  readonly principal: string
  readonly rules: readonly StoredRule[]
  readonly added: readonly Grant[]
  readonly removed: readonly Grant[]
}

export type RuleResult = { readonly grant: Grant; readonly result: string }

/** What is added stands before what is removed; all of it is one transaction. */
export function changesOf({ cluster, principal, rules, added, removed }: Edit): Given[] {
  if (added.length + removed.length === 0) return []
  const gone = new Set(removed.map(grantKey))
  const isGone = ({ spec }: StoredRule) => spec.principal === principal && gone.has(grantKey(withoutPrincipal(spec)))
  const news = added.map((grant): AclBinding => ({ principal, ...grant }))
  const vCluster = cluster.metadata.name
  if (cluster.spec.aclMode === 'REST_API') {
    const kept = cluster.spec.acls.filter(spec => !isGone({ spec }))
    return [put({ ...cluster, spec: { ...cluster.spec, acls: [...kept, ...news] } })]
  }
  return [
    ...news.map(
      (spec): Given => ({
        op: 'put',
        manifest: { kind: 'Acl', apiVersion: 'tidegate/v1', metadata: { vCluster }, spec },
      }),
    ),
    ...rules
      .filter(isGone)
      .flatMap(({ name }): Given[] => (name === undefined ? [] : [{ op: 'delete', kind: 'Acl', vCluster, name }])),
  ]
}

/** What the changes are worked out from: rules by their own generations, or the virtual cluster that holds them. */
export function baseOf({ cluster, rules }: Pick<Edit, 'cluster' | 'rules'>): Expected[] {
  const vCluster = cluster.metadata.name
  if (cluster.spec.aclMode === 'REST_API')
    return [{ kind: 'VirtualCluster', name: vCluster, generation: cluster.generation }]
  return rules.flatMap(({ name, generation }) =>
    name === undefined || generation === undefined ? [] : [{ kind: 'Acl' as const, vCluster, name, generation }],
  )
}

/** Rules by what they were read from, so that what is gone can still be named. */
export type Seen = Map<string, readonly Grant[]>

export function remember(
  seen: Seen,
  { cluster, principal, rules }: Pick<Edit, 'cluster' | 'principal' | 'rules'>,
): void {
  for (const { name, spec } of rules) if (name !== undefined) seen.set(name, [withoutPrincipal(spec)])
  seen.set(`generation ${cluster.generation}`, grantsIn(cluster.spec.acls, principal))
}

const grantsIn = (acls: readonly AclBinding[], principal: string): Grant[] =>
  acls.filter(each => each.principal === principal).map(withoutPrincipal)

type Manifest = { readonly kind: string; readonly spec: { readonly acls: AclBinding[] } & AclBinding }

/** What became of each rule. */
export function resultsOf(seen: Seen, principal: string, { applied, made }: { applied: Applied; made: Made }) {
  return (made.changes ?? []).flatMap((change, i): RuleResult[] => {
    const result = applied.applied[i]?.result ?? 'UNKNOWN'
    if (change.op === 'delete') return (seen.get(change.name) ?? []).map(grant => ({ grant, result }))
    const { kind, spec } = change.manifest as Manifest
    if (kind === 'Acl') return [{ grant: withoutPrincipal(spec), result }]
    const before = seen.get(`generation ${made.expected[0]?.generation}`) ?? []
    const after = grantsIn(spec.acls, principal)
    return [
      ...without(after, before).map(grant => ({ grant, result: 'CREATED' })),
      ...without(before, after).map(grant => ({ grant, result: 'DELETED' })),
    ]
  })
}
