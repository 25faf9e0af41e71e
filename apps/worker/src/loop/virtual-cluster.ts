import { isDeepStrictEqual } from 'node:util'
import { type ResourceOf, retiresAt } from '@tidegate/resources'
import {
  type Acls,
  aclsOf,
  createView,
  noAcls,
  nothingShown,
  type Shown,
  type View,
  withAcl,
  withAlias,
  withoutAcl,
  withoutAlias,
} from '@tidegate/vcluster'
import type { Move } from '../picture.ts'

/** What is known of one virtual cluster. Immutable, as its view is. */
export type VirtualCluster = {
  readonly resource?: ResourceOf<'VirtualCluster'>
  readonly physicalCluster?: string
  readonly shown: Shown
  /** Those that are resources of their own. */
  readonly acls: Acls
  /** Those that are a part of the resource. */
  readonly ownAcls: Acls
  /** None without an alias topic, for then it has no physical cluster yet. */
  readonly view?: View
}

export const nothing: VirtualCluster = { shown: nothingShown, acls: noAcls, ownAcls: noAcls }

/** Without the view of what it was. */
export function moved(before: VirtualCluster, move: Move, now: number): VirtualCluster {
  switch (move.kind) {
    case 'VirtualCluster': {
      const { resource: _, ...rest } = before
      if (!move.after) return { ...rest, ownAcls: noAcls }
      const { aclMode, acls } = move.after.spec
      return { ...rest, resource: move.after, ownAcls: aclMode === 'REST_API' ? aclsOf(acls) : noAcls }
    }
    case 'AliasTopic':
      return withAliasTopic(before, move.name, move.after && retiresAt(move.after.spec) > now ? move.after : undefined)
    case 'Acl':
      return {
        ...before,
        acls: move.after ? withAcl(before.acls, move.name, move.after.spec) : withoutAcl(before.acls, move.name),
      }
    default:
      return before
  }
}

function withAliasTopic(
  before: VirtualCluster,
  name: string,
  alias: ResourceOf<'AliasTopic'> | undefined,
): VirtualCluster {
  if (!alias) return { ...before, shown: withoutAlias(before.shown, name) }
  const { physicalName: physical, physicalCluster, retires } = alias.spec
  return { ...before, physicalCluster, shown: withAlias(before.shown, { name, physical, retiresTo: retires?.to }) }
}

/** With the view of what it is: the one it had, where nothing that clients may see is different. */
export function viewed(before: VirtualCluster, after: VirtualCluster): VirtualCluster {
  const { resource, physicalCluster, shown } = after
  const { view: known, ...rest } = after
  if (!resource || physicalCluster === undefined || shown.aliases.size === 0) return rest
  if (known && isSame(before, after)) return after
  const { metadata, uid, spec } = resource
  const aclsByKafkaApi = isByKafkaApi(after)
  const acls = aclsByKafkaApi ? after.acls : after.ownAcls
  const of = { name: metadata.name, uid, physicalCluster, superUsers: spec.superUsers, shown, acls, aclsByKafkaApi }
  return { ...rest, view: createView(of, known) }
}

const isByKafkaApi = ({ resource }: VirtualCluster) => resource?.spec.aclMode !== 'REST_API'

function isSame(before: VirtualCluster, after: VirtualCluster): boolean {
  return (
    before.shown === after.shown &&
    before.physicalCluster === after.physicalCluster &&
    (before.acls === after.acls || !isByKafkaApi(after)) &&
    (before.resource === after.resource || isDeepStrictEqual(partsOf(before), partsOf(after)))
  )
}

/** What clients may see of the resource. */
const partsOf = ({ resource }: VirtualCluster) =>
  resource && [
    resource.uid,
    resource.spec.superUsers,
    ...(resource.spec.aclMode === 'REST_API' ? [resource.spec.acls] : []),
  ]
