import type { Body } from '@tidegate/protocol'
import type { Address } from '@tidegate/proxy'
import { upstreamSettings } from '../loop/upstream-settings.ts'
import type { Facts, PhysicalCluster } from './facts.ts'
import { isCount, look, type Result, skipped } from './result.ts'
import { checkRights } from './rights.ts'
import { shown, type Visit, visit } from './visit.ts'

/** Each physical cluster: the way to its brokers step by step, and then what the gateway's principal may do there. */
export async function checkUpstreams(facts: Facts): Promise<Result[]> {
  if (facts.clusters.length === 0) return [skipped('Physical clusters', 'PhysicalCluster', 'there is none yet')]
  return (await Promise.all(facts.clusters.map(cluster => checkCluster(facts, cluster)))).flat()
}

async function checkCluster({ views }: Facts, cluster: PhysicalCluster): Promise<Result[]> {
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
    if (!settings) return [properties]
    const servers = await Promise.all(settings.bootstrap.map(address => go('Bootstrap server', address)))
    const [first] = visits.values()
    if (!first) return [properties, ...servers, skipped('Rights', name, 'no bootstrap server answers')]
    const known: Body[] = first.metadata.brokers
    const others = known.filter(broker => !visits.has(shown(broker as Address)))
    const brokers = await Promise.all(others.map(broker => go(`Broker ${broker.nodeId}`, broker as Address)))
    const rights = await checkRights({ cluster, settings, views, visits: [...visits.values()] })
    return [properties, ...servers, ...brokers, ...rights]
  } finally {
    over = true
    for (const { connection } of visits.values()) connection.close()
  }
}

const wordsOf = ({ metadata: { brokers, clusterId } }: Visit): string =>
  `answers: ${isCount(brokers.length, 'broker')} of cluster ${clusterId}`
