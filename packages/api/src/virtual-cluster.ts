import type { ResourceOf, SpecOf } from '@tidegate/resources'
import { clientProperties } from '@tidegate/snippets'
import type { Context } from './context.ts'

export type ShownVirtualCluster = ResourceOf<'VirtualCluster'> & {
  readonly spec: SpecOf<'VirtualCluster'> & {
    readonly bootstrapServers?: string
    readonly clientProperties?: Readonly<Record<string, string>>
  }
}

/** A virtual cluster can be reached, and says where, once it has an alias topic. */
export async function showVirtualClusters(
  { store, gateway }: Context,
  clusters: readonly ResourceOf<'VirtualCluster'>[],
): Promise<ShownVirtualCluster[]> {
  if (!gateway || clusters.length === 0) return [...clusters]
  const [only] = clusters.length === 1 ? clusters : []
  const aliases = await store.list({ kind: 'AliasTopic', ...(only && { vCluster: only.metadata.name }) })
  const reachable = new Set(aliases.map(({ metadata }) => metadata.vCluster))
  return clusters.map(cluster => {
    const { name } = cluster.metadata
    const bootstrapServers = reachable.has(name) ? gateway.bootstrapServers(name) : undefined
    return bootstrapServers ? { ...cluster, spec: { ...cluster.spec, bootstrapServers, clientProperties } } : cluster
  })
}
