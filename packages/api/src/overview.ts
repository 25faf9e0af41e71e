import { GatewayError } from '@tidegate/errors'
import { text } from '@tidegate/resources'
import { z } from 'zod'
import { inForceOn } from './in-force.ts'
import { reader } from './trpc.ts'
import { isAbout } from './virtual-cluster.ts'

/** What a virtual cluster holds, where it can be reached, and how many gateways run it as it is now. */
export const overview = reader()
  .input(z.strictObject({ name: text }))
  .query(async ({ ctx: { store, now }, input: { name } }) => {
    const cluster = await store.get({ kind: 'VirtualCluster', name })
    if (!cluster) throw new GatewayError('NOT_FOUND', `VirtualCluster ${name} does not exist: check its name`)
    const [contents, first, workers] = await Promise.all([
      store.contents([name]),
      store.page({ kind: 'AliasTopic', vCluster: name, limit: 1 }),
      store.workers(),
    ])
    const { aliases, accounts, acls, generation } = contents.get(name)!
    // All aliases of a virtual cluster are on one physical cluster.
    const physicalCluster = first.rows[0]?.spec.physicalCluster
    const wanted = { generation: Math.max(cluster.generation, generation), isAbout: isAbout(name), physicalCluster }
    return {
      name,
      ...(physicalCluster !== undefined && { physicalCluster }),
      counts: { aliases, accounts, acls: cluster.spec.aclMode === 'REST_API' ? cluster.spec.acls.length : acls },
      addresses: workers
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .flatMap(({ name: gateway, addresses }) => {
          const bootstrapServers = addresses[name]
          return bootstrapServers === undefined ? [] : [{ gateway, bootstrapServers }]
        }),
      inForce: inForceOn(wanted, workers, now()),
    }
  })
