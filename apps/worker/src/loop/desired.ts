import { isDeepStrictEqual } from 'node:util'
import { retiresAt } from '@tidegate/resources'
import type { Snapshot } from '@tidegate/store'
import { createView, type View, type ViewSpec } from '@tidegate/vcluster'

type Resource = Snapshot['resources'][number]
type OfKind<K extends Resource['kind']> = Extract<Resource, { kind: K }>

export const ofKind = <K extends Resource['kind']>({ resources }: Snapshot, kind: K): OfKind<K>[] =>
  resources.filter((resource): resource is OfKind<K> => resource.kind === kind)

const byVirtualCluster = <R extends { metadata: { vCluster?: string } }>(resources: readonly R[]) =>
  Map.groupBy(resources, ({ metadata }) => metadata.vCluster ?? '')

/** A virtual cluster without an alias topic has no physical cluster yet, and so no view. */
function viewSpecs(snapshot: Snapshot, now: number): ViewSpec[] {
  const aliases = byVirtualCluster(ofKind(snapshot, 'AliasTopic').filter(({ spec }) => retiresAt(spec) > now))
  const acls = byVirtualCluster(ofKind(snapshot, 'Acl'))
  return ofKind(snapshot, 'VirtualCluster').flatMap(({ metadata: { name }, spec, uid }) => {
    const own = aliases.get(name) ?? []
    const physicalCluster = own[0]?.spec.physicalCluster
    if (physicalCluster === undefined) return []
    const aclsByKafkaApi = spec.aclMode !== 'REST_API'
    return [
      {
        name,
        uid,
        physicalCluster,
        aliases: new Map(own.map(alias => [alias.metadata.name, alias.spec.physicalName])),
        retiring: new Map(
          own.flatMap(({ metadata, spec: { retires } }) => (retires ? [[metadata.name, retires.to]] : [])),
        ),
        superUsers: spec.superUsers,
        bindings: aclsByKafkaApi ? (acls.get(name) ?? []).map(acl => acl.spec) : spec.acls,
        aclsByKafkaApi,
      },
    ]
  })
}

/** When the next of the names that retire is gone; infinite where none does. */
export const nextRetirement = (snapshot: Snapshot, now: number): number =>
  ofKind(snapshot, 'AliasTopic')
    .map(({ spec }) => retiresAt(spec))
    .filter(at => at > now)
    .reduce((next, at) => Math.min(next, at), Number.POSITIVE_INFINITY)

type Views = ReadonlyMap<string, { readonly spec: ViewSpec; readonly view: View }>

/** One view for each virtual cluster, as it is at that time; one that did not change stays the same object. */
export function viewsOf(snapshot: Snapshot, before: Views, now: number): Views {
  return new Map(
    viewSpecs(snapshot, now).map(spec => {
      const known = before.get(spec.name)
      return [spec.name, known && isDeepStrictEqual(known.spec, spec) ? known : { spec, view: createView(spec) }]
    }),
  )
}
