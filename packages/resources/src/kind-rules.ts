import { type ErrorCode, GatewayError } from '@tidegate/errors'
import { type KindName, kinds, type Manifest, type ManifestOf } from './kinds.ts'
import { find, type Identity, identify, type Look, label, type State, textAt } from './state.ts'

type Check<K extends KindName> = (manifest: ManifestOf<K>, state: State) => void
type Rules<K extends KindName> = {
  /** Fields of the spec that stay what they were when the resource was created. */
  readonly frozen: readonly (keyof ManifestOf<K>['spec'] & string)[]
  /** In the order in which the user reads what is wrong. */
  readonly checks: readonly Check<K>[]
  /** What these look at beside what the resource names. */
  looks?(manifest: ManifestOf<K>): readonly Look[]
}

const fail = (code: ErrorCode, message: string): never => {
  throw new GatewayError(code, message)
}

const rules: { readonly [K in KindName]: Rules<K> } = {
  PhysicalCluster: {
    frozen: [],
    checks: [oneMain, noAliasOnFailover],
    looks: cluster => [theMain, { ...aliasesOn(cluster), first: true }],
  },
  VirtualCluster: {
    frozen: ['type', 'aclMode'],
    checks: [isPartner, checksRights, superUsersLeftOut, aclsHaveOneSource, superUserNamed],
  },
  AliasTopic: {
    frozen: ['physicalCluster'],
    checks: [inVirtualCluster, onUsableCluster, besideItsSiblings, retiresToItsNewName],
    // Those that stay are on one physical cluster already.
    looks: alias => [sameTopic(alias), itsOldNames(alias), { ...siblings(alias), first: true }],
  },
  GatewayServiceAccount: { frozen: [], checks: [inVirtualCluster, isLocal] },
  Acl: { frozen: [], checks: [inVirtualCluster, aclsAreEditedOneByOne] },
  Partner: { frozen: [], checks: [ofPartnerVirtualCluster] },
}

export const checksOf = ({ kind }: Manifest) =>
  rules[kind].checks as readonly ((manifest: Manifest, state: State) => void)[]

export const freezesOf = ({ kind }: Manifest): [string, (manifest: Manifest) => unknown][] =>
  rules[kind].frozen.map(field => [field, ({ spec }) => (spec as Record<string, unknown>)[field]])

/** Kinds by the place of their names. */
const referencesOf = (kind: KindName): readonly (readonly [string, KindName])[] => {
  const definition = kinds[kind]
  const belongs = isWithin(kind) ? { 'metadata.vCluster': 'VirtualCluster' } : {}
  const named = 'references' in definition ? definition.references : {}
  return Object.entries({ ...belongs, ...named }) as [string, KindName][]
}

export const lookAt = ({ kind, vCluster = '', name }: Identity): Look => ({
  kind,
  where: { 'metadata.vCluster': vCluster, 'metadata.name': name },
})

/** All that a check of it can look at. */
export function looksOfPut(manifest: Manifest): Look[] {
  const { vCluster = '' } = manifest.metadata
  const named = referencesOf(manifest.kind).flatMap(([place, kind]) => {
    const name = textAt(manifest, place)
    return name === undefined ? [] : [lookAt({ kind, name, ...(isWithin(kind) && { vCluster }) })]
  })
  return [...named, ...((rules[manifest.kind] as Rules<KindName>).looks?.(manifest as never) ?? [])]
}

/** What names it. */
export const referrersOf = ({ kind, vCluster = '', name }: Identity): Look[] =>
  (Object.keys(kinds) as KindName[]).flatMap(referrer =>
    referencesOf(referrer)
      .filter(([, named]) => named === kind)
      .map(([place]): Look => {
        const where = { ...(isWithin(kind) && { 'metadata.vCluster': vCluster }), [place]: name }
        return { kind: referrer, where }
      }),
  )

const isWithin = (kind: KindName): boolean => kinds[kind].scope === 'vCluster'

const theMain = { kind: 'PhysicalCluster', where: { 'spec.role': 'main' } } as const satisfies Look

function oneMain({ metadata, spec }: ManifestOf<'PhysicalCluster'>, state: State): void {
  const other = state.look(theMain).find(each => each.metadata.name !== metadata.name)
  if (spec.role === 'main' && other)
    fail('CONFLICT', `spec.role: ${other.metadata.name} is the main cluster already: make ${metadata.name} an upstream`)
}

const aliasesOn = ({ metadata: { name } }: ManifestOf<'PhysicalCluster'>) =>
  ({ kind: 'AliasTopic', where: { 'spec.physicalCluster': name } }) as const satisfies Look

function noAliasOnFailover(cluster: ManifestOf<'PhysicalCluster'>, state: State): void {
  const [alias] = state.look(aliasesOn(cluster))
  if (cluster.spec.role === 'failover' && alias)
    fail(
      'CONFLICT',
      `spec.role: ${label(identify(alias))} uses ${cluster.metadata.name}: delete it before this becomes a failover cluster`,
    )
}

function isPartner({ spec }: ManifestOf<'VirtualCluster'>): void {
  if (spec.type !== 'Partner')
    fail('INVALID', `spec.type: ${spec.type} virtual clusters are not offered by this version: use Partner`)
}

function checksRights({ spec }: ManifestOf<'VirtualCluster'>): void {
  if (!spec.aclEnabled)
    fail('INVALID', 'spec.aclEnabled: a Partner virtual cluster always checks rights: set it to true')
}

function superUsersLeftOut({ spec: { aclMode, superUsers } }: ManifestOf<'VirtualCluster'>): void {
  if (aclMode === 'REST_API' && superUsers.length > 0)
    fail('INVALID', 'spec.superUsers: leave it out where spec.aclMode is REST_API: all rights are in spec.acls')
}

function aclsHaveOneSource({ spec: { aclMode, acls } }: ManifestOf<'VirtualCluster'>): void {
  if (aclMode === 'REST_API' && acls.length === 0)
    fail('INVALID', 'spec.acls: list at least one ACL where spec.aclMode is REST_API')
  if (aclMode === 'KAFKA_API' && acls.length > 0)
    fail('INVALID', 'spec.acls: leave it out where spec.aclMode is KAFKA_API: a super user adds ACLs with kafka-acls')
}

function superUserNamed({ spec: { aclMode, superUsers } }: ManifestOf<'VirtualCluster'>): void {
  if (aclMode === 'KAFKA_API' && superUsers.length === 0)
    fail('INVALID', 'spec.superUsers: name at least one service account, who then grants rights to the others')
}

function inVirtualCluster({ metadata: { vCluster = 'passthrough' } }: Manifest, state: State): void {
  if (find(state, 'VirtualCluster', vCluster)) return
  fail(
    'NOT_FOUND',
    vCluster === 'passthrough'
      ? 'metadata.vCluster: the virtual cluster passthrough, which stands for none, is not offered: name a Partner virtual cluster'
      : `metadata.vCluster: the virtual cluster ${vCluster} does not exist: create it first or correct the name`,
  )
}

/** For an unknown cluster the contract of this kind has 409, not 404. */
function onUsableCluster({ spec }: ManifestOf<'AliasTopic'>, state: State): void {
  const cluster = find(state, 'PhysicalCluster', spec.physicalCluster)
  if (!cluster)
    return fail(
      'CONFLICT',
      `spec.physicalCluster: the physical cluster ${spec.physicalCluster} does not exist: add it first or correct the name`,
    )
  if (cluster.spec.role === 'failover')
    fail(
      'INVALID',
      `spec.physicalCluster: ${spec.physicalCluster} is a failover cluster, which serves no topics of its own: name its primary`,
    )
}

type Alias = ManifestOf<'AliasTopic'>

const amongAliases = ({ metadata: { vCluster = '' } }: Alias, where: Look['where'] = {}) =>
  ({ kind: 'AliasTopic', where: { 'metadata.vCluster': vCluster, ...where } }) as const satisfies Look

/** With itself. */
const siblings = (alias: Alias) => amongAliases(alias)
const sameTopic = (alias: Alias) => amongAliases(alias, { 'spec.physicalName': alias.spec.physicalName })
const itsOldNames = (alias: Alias) => amongAliases(alias, { 'spec.retires.to': alias.metadata.name })

const retiresTo = (alias: Alias, other: Alias): boolean => alias.spec.retires?.to === other.metadata.name

function besideItsSiblings(alias: Alias, state: State): void {
  const { metadata, spec } = alias
  const elsewhere = state
    .firsts(siblings(alias), 'spec.physicalCluster')
    .find(other => other.spec.physicalCluster !== spec.physicalCluster)
  const twin = state
    .look(sameTopic(alias))
    .find(other => other !== alias && !retiresTo(alias, other) && !retiresTo(other, alias))
  const [other] = state.inOrder([elsewhere, twin].filter(each => each !== undefined))
  if (other && other === elsewhere)
    fail(
      'CONFLICT',
      `spec.physicalCluster: all aliases of a Partner virtual cluster are on one physical cluster: ${metadata.name} names ${spec.physicalCluster}, but ${other.metadata.name} is on ${other.spec.physicalCluster}`,
    )
  if (other)
    fail(
      'CONFLICT',
      `spec.physicalName: ${other.metadata.name} shows ${spec.physicalName} already: use that alias or delete it`,
    )
}

/** A name has one that follows it at most, which stays: both show the same topic meanwhile. */
function retiresToItsNewName(alias: Alias, state: State): void {
  const { metadata, spec } = alias
  const { vCluster } = metadata
  const named = spec.retires && state.get({ ...metadata, kind: 'AliasTopic', name: spec.retires.to })
  const next = named === alias ? undefined : (named as Alias | undefined)
  if (spec.retires && !next)
    fail(
      'CONFLICT',
      `spec.retires.to: virtual cluster ${vCluster} has no other alias ${spec.retires.to}: add it in the same change`,
    )
  if (next?.spec.retires)
    fail('CONFLICT', `spec.retires.to: ${next.metadata.name} retires itself: name an alias that stays`)
  const before = state.look(itsOldNames(alias)).find(other => other !== alias)
  if (before && spec.retires)
    fail('CONFLICT', `spec.retires: ${before.metadata.name} retires to ${metadata.name}: delete it first`)
  const other = next ?? before
  if (other && other.spec.physicalName !== spec.physicalName)
    fail(
      'CONFLICT',
      `spec.physicalName: ${metadata.name} and ${other.metadata.name} are two names of one topic, and ${other.metadata.name} shows ${other.spec.physicalName}`,
    )
}

function isLocal({ spec }: ManifestOf<'GatewayServiceAccount'>): void {
  if (spec.type !== 'LOCAL')
    fail('INVALID', `spec.type: ${spec.type} accounts are not offered by this version: use LOCAL`)
}

function ofPartnerVirtualCluster({ metadata: { name } }: ManifestOf<'Partner'>, state: State): void {
  const cluster = find(state, 'VirtualCluster', name)
  if (!cluster)
    return fail(
      'NOT_FOUND',
      `metadata.name: a partner has the name of its virtual cluster, and ${name} does not exist: create it first or correct the name`,
    )
  if (cluster.spec.type !== 'Partner')
    fail('CONFLICT', `metadata.name: ${name} is a ${cluster.spec.type} virtual cluster: name one of type Partner`)
}

function aclsAreEditedOneByOne({ metadata: { vCluster = '' } }: ManifestOf<'Acl'>, state: State): void {
  // That there is none is said already.
  const cluster = find(state, 'VirtualCluster', vCluster)
  if (cluster && cluster.spec.aclMode !== 'KAFKA_API')
    fail(
      'CONFLICT',
      `The ACLs of virtual cluster ${vCluster} are in its spec.acls, since its aclMode is REST_API: change them there`,
    )
}
