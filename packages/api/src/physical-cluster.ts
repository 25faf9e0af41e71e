import { isSecretProperty, type ResourceOf } from '@tidegate/resources'
import type { Context } from './context.ts'

/** Whatever the store gives, no secret leaves here. */
export const showWithoutSecrets = (
  _: Context,
  clusters: readonly ResourceOf<'PhysicalCluster'>[],
): ResourceOf<'PhysicalCluster'>[] =>
  clusters.map(cluster => {
    const open = Object.entries(cluster.spec.properties).filter(([name]) => !isSecretProperty(name))
    return { ...cluster, spec: { ...cluster.spec, properties: Object.fromEntries(open) } }
  })
