import { GatewayError } from '@tidegate/errors'
import { type ResourceOf, text } from '@tidegate/resources'
import type { Worker } from '@tidegate/store'
import { z } from 'zod'
import { isStale } from './gateway-router.ts'
import { reader } from './trpc.ts'

type Wanted = { readonly name: string; readonly generation: number; readonly physicalCluster?: string }

/** What a virtual cluster holds, where it can be reached, and how many gateways run it as it is now. */
export const overview = reader()
  .input(z.strictObject({ name: text }))
  .query(async ({ ctx: { store, now }, input: { name } }) => {
    const cluster = await store.get({ kind: 'VirtualCluster', name })
    if (!cluster) throw new GatewayError('NOT_FOUND', `VirtualCluster ${name} does not exist: check its name`)
    const [aliases, accounts, acls, workers] = await Promise.all([
      store.list({ kind: 'AliasTopic', vCluster: name }),
      store.list({ kind: 'GatewayServiceAccount', vCluster: name }),
      store.list({ kind: 'Acl', vCluster: name }),
      store.workers(),
    ])
    const generation = Math.max(...[cluster, ...aliases, ...accounts, ...acls].map(each => each.generation))
    const physicalCluster = aliases[0]?.spec.physicalCluster
    const wanted = { name, generation, ...(physicalCluster !== undefined && { physicalCluster }) }
    return {
      name,
      ...(physicalCluster !== undefined && { physicalCluster }),
      counts: { aliases: aliases.length, accounts: accounts.length, acls: countAcls(cluster, acls) },
      ...standing(wanted, workers, now()),
    }
  })

const countAcls = ({ spec }: ResourceOf<'VirtualCluster'>, acls: readonly unknown[]): number =>
  spec.aclMode === 'REST_API' ? spec.acls.length : acls.length

function standing(wanted: Wanted, workers: readonly Worker[], now: Date) {
  const sorted = workers.toSorted((a, b) => a.name.localeCompare(b.name))
  const behind = sorted.flatMap(worker => {
    const reason = reasonOf(worker, wanted, now)
    return reason === undefined ? [] : [{ gateway: worker.name, reason }]
  })
  return {
    addresses: sorted.flatMap(({ name, addresses }) => {
      const bootstrapServers = addresses[wanted.name]
      return bootstrapServers === undefined ? [] : [{ gateway: name, bootstrapServers }]
    }),
    inForce: { on: workers.length - behind.length, of: workers.length, behind },
  }
}

function reasonOf(worker: Worker, { name, generation, physicalCluster }: Wanted, now: Date): string | undefined {
  if (isStale(worker, now)) return `it has not reported since ${worker.seenAt.toISOString()}`
  if (worker.generation < generation)
    return `it runs generation ${worker.generation}, before the last change at ${generation}`
  const error = worker.errors.find(
    each => each.vCluster === name || (each.kind === 'VirtualCluster' && each.name === name),
  )
  if (error) return error.message
  const report = worker.clusters.find(each => each.name === physicalCluster)
  if (report && !report.reachable) return `it cannot reach ${report.name}${report.error ? `: ${report.error}` : ''}`
  return undefined
}
