import type { Broker, Candidate, Trial } from '@tidegate/api'
import type { Body } from '@tidegate/protocol'
import { connectionOf, isSecretProperty, type Properties } from '@tidegate/resources'
import type { View } from '@tidegate/vcluster'
import { checkCluster } from '../doctor/upstreams.ts'
import { shown } from '../doctor/visit.ts'
import { kafkaVersionOf } from './kafka-version.ts'

type TrialOptions = { readonly gateway: string; readonly views: readonly View[] }

/** Connects to every broker anew and asks for the rights that are missing, as the doctor does. */
export async function tryCluster(candidate: Candidate, { gateway, views }: TrialOptions): Promise<Trial> {
  const { results, seen } = await checkCluster({ views }, candidate)
  const kafkaVersion = seen && kafkaVersionOf(seen.versions)
  return {
    gateway,
    state: results.some(({ status }) => status === 'failed') ? 'failed' : 'ok',
    authentication: authenticationOf(candidate.properties),
    checks: results,
    ...(seen && { clusterId: seen.metadata.clusterId }),
    ...(kafkaVersion && { kafkaVersion }),
    ...(seen?.controllerId !== undefined && { controllerId: seen.controllerId }),
    brokers: seen ? brokersOf(seen.metadata) : [],
  }
}

export const brokersOf = ({ brokers }: Body): Broker[] =>
  brokers
    .map(({ nodeId, host, port, rack }: Body) => ({ id: nodeId, address: shown({ host, port }), rack }))
    .sort((a: Broker, b: Broker) => a.id - b.id)

/** How the gateway shows who it is. What cannot be read is told by the checks. */
function authenticationOf(properties: Properties): string {
  try {
    const { sasl, tls } = connectionOf(properties)
    const channel = tls ? 'over TLS' : 'without encryption'
    if (sasl) return `SASL ${sasl.mechanism} as ${sasl.username}, ${channel}`
    const certificate = tls && (tls.cert || tls.certFile || tls.pfxFile)
    return certificate ? 'A client certificate, over TLS' : `None, ${channel}`
  } catch {
    return 'Unknown, the client properties cannot be read'
  }
}

/** A secret that is left out is the stored one, as when the cluster is written. */
export const withStoredSecrets = (given: Properties, stored: Properties): Properties => ({
  ...Object.fromEntries(Object.entries(stored).filter(([name]) => isSecretProperty(name))),
  ...given,
})
