import { GatewayError } from '@tidegate/errors'
import { type Resource, text } from '@tidegate/resources'
import type { ResourceError, Worker } from '@tidegate/store'
import { z } from 'zod'
import { kindName } from './changes.ts'
import { isStale } from './gateway-router.ts'
import { reader } from './trpc.ts'

export type Wanted = {
  readonly generation: number
  /** Which errors of a gateway speak of it. */
  readonly isAbout: (error: ResourceError) => boolean
  /** The physical cluster that it needs. */
  readonly physicalCluster?: string | undefined
}

/** On how many gateways something runs as it is now, and which do not run it so and why. */
export function inForceOn(wanted: Wanted, workers: readonly Worker[], now: Date) {
  const sorted = workers.toSorted((a, b) => a.name.localeCompare(b.name))
  const behind = sorted.flatMap(worker => {
    const reason = reasonOf(worker, wanted, now)
    return reason === undefined ? [] : [{ gateway: worker.name, reason }]
  })
  return { on: workers.length - behind.length, of: workers.length, behind }
}

function reasonOf(worker: Worker, { generation, isAbout, physicalCluster }: Wanted, now: Date): string | undefined {
  if (isStale(worker, now)) return `it has not reported since ${worker.seenAt.toISOString()}`
  if (worker.generation < generation)
    return `it runs generation ${worker.generation}, before the last change at ${generation}`
  const error = worker.errors.find(isAbout)
  if (error) return error.message
  const report = worker.clusters.find(each => each.name === physicalCluster)
  if (report && !report.reachable) return `it cannot reach ${report.name}${report.error ? `: ${report.error}` : ''}`
  return undefined
}

/** Of one resource of any kind. */
export const inForce = reader({
  method: 'GET',
  path: '/tidegate/v1/in-force',
  summary: 'Tell on how many gateways a resource is in force, and which lag behind and why',
  status: 200,
  query: {
    kind: { type: 'string', description: 'The kind of the resource, as in its manifest.' },
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster that it belongs to, if to one.' },
    name: { type: 'string', description: 'The name of the resource.' },
  },
})
  .input(z.strictObject({ kind: kindName, vCluster: text.optional(), name: text }))
  .query(async ({ ctx: { store, now }, input: { kind, vCluster, name } }) => {
    const key = { kind, name, ...(vCluster !== undefined && { vCluster }) }
    const resource = await store.get(key)
    if (!resource) throw new GatewayError('NOT_FOUND', `${kind} ${name} does not exist: check its name`)
    const isAbout = (error: ResourceError) =>
      error.kind === kind && error.name === name && (error.vCluster ?? '') === (vCluster ?? '')
    const { generation } = resource
    const wanted = { generation, isAbout, physicalCluster: physicalClusterOf(resource as Resource) }
    return { ...key, generation, ...inForceOn(wanted, await store.workers(), now()) }
  })

function physicalClusterOf(resource: Resource): string | undefined {
  if (resource.kind === 'PhysicalCluster') return resource.metadata.name
  return resource.kind === 'AliasTopic' ? resource.spec.physicalCluster : undefined
}
