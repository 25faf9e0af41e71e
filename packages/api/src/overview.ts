import { GatewayError } from '@tidegate/errors'
import { type ResourceOf, text } from '@tidegate/resources'
import type { ResourceError } from '@tidegate/store'
import { z } from 'zod'
import { inForceOn } from './in-force.ts'
import { reader } from './trpc.ts'

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
    const isAbout = (error: ResourceError) =>
      error.vCluster === name || (error.kind === 'VirtualCluster' && error.name === name)
    return {
      name,
      ...(physicalCluster !== undefined && { physicalCluster }),
      counts: { aliases: aliases.length, accounts: accounts.length, acls: countAcls(cluster, acls) },
      addresses: workers
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .flatMap(({ name: gateway, addresses }) => {
          const bootstrapServers = addresses[name]
          return bootstrapServers === undefined ? [] : [{ gateway, bootstrapServers }]
        }),
      inForce: inForceOn({ generation, isAbout, physicalCluster }, workers, now()),
    }
  })

const countAcls = ({ spec }: ResourceOf<'VirtualCluster'>, acls: readonly unknown[]): number =>
  spec.aclMode === 'REST_API' ? spec.acls.length : acls.length
