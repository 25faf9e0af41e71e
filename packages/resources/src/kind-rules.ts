import { type ErrorCode, GatewayError } from '@tidegate/errors'
import { type KindName, kinds, type Manifest, type ManifestOf } from './kinds.ts'
import { all, find, type Identity, identify, label, type State } from './state.ts'

type Check<K extends KindName> = (manifest: ManifestOf<K>, state: State) => void
type Rules<K extends KindName> = {
  /** Fields of the spec that stay what they were when the resource was created. */
  readonly frozen: readonly (keyof ManifestOf<K>['spec'] & string)[]
  /** In the order in which the user reads what is wrong. */
  readonly checks: readonly Check<K>[]
}

const fail = (code: ErrorCode, message: string): never => {
  throw new GatewayError(code, message)
}

const rules: { readonly [K in KindName]: Rules<K> } = {
  PhysicalCluster: { frozen: [], checks: [oneMain, noAliasOnFailover] },
  VirtualCluster: {
    frozen: ['type', 'aclMode'],
    checks: [isPartner, checksRights, superUsersLeftOut, aclsHaveOneSource, superUserNamed],
  },
  AliasTopic: {
    frozen: ['physicalCluster'],
    checks: [inVirtualCluster, onUsableCluster, besideItsSiblings, retiresToItsNewName],
  },
  GatewayServiceAccount: { frozen: [], checks: [inVirtualCluster, isLocal] },
  Acl: { frozen: [], checks: [inVirtualCluster, aclsAreEditedOneByOne] },
  Partner: { frozen: [], checks: [ofPartnerVirtualCluster] },
}

export const checksOf = ({ kind }: Manifest) =>
  rules[kind].checks as readonly ((manifest: Manifest, state: State) => void)[]

export const freezesOf = ({ kind }: Manifest): [string, (manifest: Manifest) => unknown][] =>
  rules[kind].frozen.map(field => [field, ({ spec }) => (spec as Record<string, unknown>)[field]])

export function refersTo({ kind, metadata, spec }: Manifest, to: Identity): boolean {
  if (to.kind === 'VirtualCluster' && metadata.vCluster === to.name) return true
  const definition = kinds[kind]
  const references = 'references' in definition ? definition.references?.(spec as never, metadata) : []
  return (references ?? []).some(
    ({ kind, vCluster, name }) => kind === to.kind && vCluster === to.vCluster && name === to.name,
  )
}

function oneMain({ metadata, spec }: ManifestOf<'PhysicalCluster'>, state: State): void {
  const other = all(state, 'PhysicalCluster').find(
    each => each.spec.role === 'main' && each.metadata.name !== metadata.name,
  )
  if (spec.role === 'main' && other)
    fail('CONFLICT', `spec.role: ${other.metadata.name} is the main cluster already: make ${metadata.name} an upstream`)
}

function noAliasOnFailover(cluster: ManifestOf<'PhysicalCluster'>, state: State): void {
  const alias = all(state, 'AliasTopic').find(each => each.spec.physicalCluster === cluster.metadata.name)
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

const siblingsOf = ({ metadata: { name, vCluster } }: ManifestOf<'AliasTopic'>, state: State) =>
  all(state, 'AliasTopic').filter(({ metadata }) => metadata.vCluster === vCluster && metadata.name !== name)

const retiresTo = (alias: ManifestOf<'AliasTopic'>, other: ManifestOf<'AliasTopic'>): boolean =>
  alias.spec.retires?.to === other.metadata.name

function besideItsSiblings(alias: ManifestOf<'AliasTopic'>, state: State): void {
  const { metadata, spec } = alias
  for (const other of siblingsOf(alias, state)) {
    if (other.spec.physicalCluster !== spec.physicalCluster)
      fail(
        'CONFLICT',
        `spec.physicalCluster: all aliases of a Partner virtual cluster are on one physical cluster: ${metadata.name} names ${spec.physicalCluster}, but ${other.metadata.name} is on ${other.spec.physicalCluster}`,
      )
    if (other.spec.physicalName === spec.physicalName && !retiresTo(alias, other) && !retiresTo(other, alias))
      fail(
        'CONFLICT',
        `spec.physicalName: ${other.metadata.name} shows ${spec.physicalName} already: use that alias or delete it`,
      )
  }
}

/** A name has one that follows it at most, which stays: both show the same topic meanwhile. */
function retiresToItsNewName(alias: ManifestOf<'AliasTopic'>, state: State): void {
  const { metadata, spec } = alias
  const siblings = siblingsOf(alias, state)
  const next = siblings.find(other => retiresTo(alias, other))
  if (spec.retires && !next)
    fail(
      'CONFLICT',
      `spec.retires.to: virtual cluster ${metadata.vCluster} has no other alias ${spec.retires.to}: add it in the same change`,
    )
  if (next?.spec.retires)
    fail('CONFLICT', `spec.retires.to: ${next.metadata.name} retires itself: name an alias that stays`)
  const before = siblings.find(other => retiresTo(other, alias))
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
