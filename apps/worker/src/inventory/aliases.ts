import type { ShownBy } from '@tidegate/api'
import type { Snapshot } from '@tidegate/store'
import { ofKind } from '../loop/desired.ts'

/** By physical cluster, then by physical topic. */
type Index = ReadonlyMap<string, ReadonlyMap<string, readonly ShownBy[]>>

const indices = new WeakMap<Snapshot, Index>()

/** The alias topics that show each topic, worked out once for each configuration. */
export function aliasesIn(snapshot: Snapshot): Index {
  const known = indices.get(snapshot)
  if (known) return known
  const rows = ofKind(snapshot, 'AliasTopic').map(({ metadata, spec }) => ({
    cluster: spec.physicalCluster,
    shown: { topic: spec.physicalName, vCluster: metadata.vCluster ?? '', name: metadata.name },
  }))
  const index = new Map(
    [...Map.groupBy(rows, ({ cluster }) => cluster)].map(([cluster, own]) => [
      cluster,
      Map.groupBy(
        own.map(({ shown }) => shown),
        ({ topic }) => topic,
      ),
    ]),
  )
  indices.set(snapshot, index)
  return index
}
