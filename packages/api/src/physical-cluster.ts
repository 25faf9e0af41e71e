import { isSecretProperty, type ResourceOf } from '@tidegate/resources'
import type { Context } from './context.ts'

/** Whatever the store gives, no secret leaves here. */
export const showWithoutSecrets = (
  _: Context,
  clusters: readonly ResourceOf<'PhysicalCluster'>[],
): ResourceOf<'PhysicalCluster'>[] => clusters.map(cluster => ({ ...cluster, spec: withoutSecrets(cluster.spec) }))

export function withoutSecrets<S>(spec: S): S {
  const { properties } = spec as { readonly properties?: Readonly<Record<string, string>> }
  if (!properties) return spec
  const open = Object.entries(properties).filter(([name]) => !isSecretProperty(name))
  return { ...spec, properties: Object.fromEntries(open) }
}
