import type { ResourceOf, SpecOf } from '@tidegate/resources'
import { clientProperties } from '@tidegate/snippets'
import type { Contents, ResourceError, Worker } from '@tidegate/store'
import type { Context } from './context.ts'
import { isStale } from './gateway-router.ts'

export type ShownVirtualCluster = ResourceOf<'VirtualCluster'> & {
  readonly spec: SpecOf<'VirtualCluster'> & {
    readonly bootstrapServers?: string
    readonly clientProperties?: Readonly<Record<string, string>>
  }
}

const namesOf = (clusters: readonly ResourceOf<'VirtualCluster'>[]) => clusters.map(({ metadata }) => metadata.name)

export async function showVirtualClusters(
  context: Context,
  clusters: readonly ResourceOf<'VirtualCluster'>[],
): Promise<ShownVirtualCluster[]> {
  if (!context.gateway || clusters.length === 0) return [...clusters]
  const contents = await context.store.contents(namesOf(clusters))
  return clusters.map(cluster => shown(context, cluster, contents.get(cluster.metadata.name)))
}

/** A virtual cluster can be reached, and says where, once it has an alias topic. */
function shown(
  { gateway }: Context,
  cluster: ResourceOf<'VirtualCluster'>,
  contents: Contents | undefined,
): ShownVirtualCluster {
  const bootstrapServers = contents?.aliases ? gateway?.bootstrapServers(cluster.metadata.name) : undefined
  return bootstrapServers ? { ...cluster, spec: { ...cluster.spec, bootstrapServers, clientProperties } } : cluster
}

/** As a list shows them: with how much is in each, and who serves it. */
export async function listVirtualClusters(context: Context, clusters: readonly ResourceOf<'VirtualCluster'>[]) {
  const [contents, workers] = await Promise.all([context.store.contents(namesOf(clusters)), context.store.workers()])
  return clusters.map(cluster => {
    const { name } = cluster.metadata
    const { aliases = 0 } = contents.get(name) ?? {}
    const servedBy = servingOf(name, workers, context.now())
    return { ...shown(context, cluster, contents.get(name)), status: { aliasTopics: aliases, servedBy } }
  })
}

/** What a gateway reports of a virtual cluster, or of anything in it. */
export const isAbout =
  (name: string) =>
  (error: ResourceError): boolean =>
    error.vCluster === name || (error.kind === 'VirtualCluster' && error.name === name)

/** Gateways that have an address for it and report nothing wrong with it, and those that do report something. */
function servingOf(name: string, workers: readonly Worker[], now: Date) {
  const failing = workers.filter(({ errors }) => errors.some(isAbout(name)))
  const on = workers.filter(worker => name in worker.addresses && !isStale(worker, now) && !failing.includes(worker))
  return { on: on.length, of: workers.length, failing: failing.length }
}
