import { isSecretProperty, type ResourceOf } from '@tidegate/resources'
import type { ResourceError } from '@tidegate/store'
import type { Context } from './context.ts'
import { inForceOn } from './in-force.ts'

type PhysicalCluster = ResourceOf<'PhysicalCluster'>

/** Whatever the store gives, no secret leaves here. */
export const showWithoutSecrets = (_: Context, clusters: readonly PhysicalCluster[]): PhysicalCluster[] =>
  clusters.map(cluster => ({ ...cluster, spec: withoutSecrets(cluster.spec) }))

/** As a list shows them: with how many gateways run each as it is now. */
export async function listPhysicalClusters(context: Context, clusters: readonly PhysicalCluster[]) {
  const workers = await context.store.workers()
  return showWithoutSecrets(context, clusters).map(cluster => {
    const { name } = cluster.metadata
    const isAbout = (error: ResourceError) => error.kind === 'PhysicalCluster' && error.name === name
    const wanted = { generation: cluster.generation, isAbout, physicalCluster: name }
    return { ...cluster, status: { inForce: inForceOn(wanted, workers, context.now()) } }
  })
}

export function withoutSecrets<S>(spec: S): S {
  const { properties } = spec as { readonly properties?: Readonly<Record<string, string>> }
  if (!properties) return spec
  const open = Object.entries(properties).filter(([name]) => !isSecretProperty(name))
  return { ...spec, properties: Object.fromEntries(open) }
}
