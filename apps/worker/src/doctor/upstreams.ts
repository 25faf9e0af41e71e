import type { Body } from '@tidegate/protocol'
import type { Address } from '@tidegate/proxy'
import { upstreamSettings } from '../loop/upstream-settings.ts'
import { controllerOf } from './controller.ts'
import type { Facts, PhysicalCluster } from './facts.ts'
import { isCount, look, type Result, skipped } from './result.ts'
import { checkRights } from './rights.ts'
import { shown, type Visit, visit } from './visit.ts'

/** Each physical cluster: the way to its brokers step by step, and then what the gateway's principal may do there. */
export async function checkUpstreams(facts: Facts): Promise<Result[]> {
  if (facts.clusters.length === 0) return [skipped('Physical clusters', 'PhysicalCluster', 'there is none yet')]
  const checked = await Promise.all(facts.clusters.map(cluster => checkCluster(facts, cluster)))
  return checked.flatMap(({ results }) => results)
}

/** `seen` is what the first broker that answered says of itself and of its cluster. */
export type Checked = {
  readonly results: readonly Result[]
  readonly seen?: Pick<Visit, 'metadata' | 'versions'> & { readonly controllerId: number | undefined }
}

export async function checkCluster({ views }: Pick<Facts, 'views'>, cluster: PhysicalCluster): Promise<Checked> {
  const { name } = cluster
  const visits = new Map<string, Visit>()
  let over = false
  let settings: ReturnType<typeof upstreamSettings> | undefined
  const go = (check: string, address: Address) =>
    look({ check, about: `${name} ${shown(address)}` }, async () => {
      const made = await visit(cluster, address, settings!)
      // A way that took longer than the check may leads nowhere.
      if (over) made.connection.close()
      visits.set(shown(address), made)
      return wordsOf(made)
    })
  try {
    const properties = await look({ check: 'Client properties', about: name }, () => {
      settings = upstreamSettings(cluster.properties)
      return 'can be read'
    })
    if (!settings) return { results: [properties] }
    const servers = await Promise.all(settings.bootstrap.map(address => go('Bootstrap server', address)))
    const [first] = visits.values()
    if (!first) return { results: [properties, ...servers, skipped('Rights', name, 'no bootstrap server answers')] }
    const known: Body[] = first.metadata.brokers
    const others = known.filter(broker => !visits.has(shown(broker as Address)))
    const brokers = await Promise.all(others.map(broker => go(`Broker ${broker.nodeId}`, broker as Address)))
    const rights = await checkRights({ cluster, settings, views, visits: [...visits.values()] })
    // A broker that ended the connection over it, or hung, is told of by its own line.
    const controllerId = await controllerOf(first).catch(() => undefined)
    return { results: [properties, ...servers, ...brokers, ...rights], seen: { ...first, controllerId } }
  } finally {
    over = true
    for (const { connection } of visits.values()) connection.close()
  }
}

const wordsOf = ({ metadata: { brokers, clusterId } }: Visit): string =>
  `answers: ${isCount(brokers.length, 'broker')} of cluster ${clusterId}`
