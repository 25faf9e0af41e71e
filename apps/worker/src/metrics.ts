import type { Observer } from '@tidegate/proxy'
import type { VirtualIdentity } from '@tidegate/vcluster'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30]

/** Counts what the sessions tell; labels hold only names from the configuration, so their number is bounded by it. */
export function createMetrics(state: { generation(): number; ready(): boolean }) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const label = { virtual_cluster: 'virtual_cluster', api: 'api' } as const
  const opened = new Counter({
    name: 'tidegate_connections_opened_total',
    help: 'Client connections accepted.',
    registers,
  })
  const open = new Gauge({
    name: 'tidegate_connections',
    help: 'Client connections that are authenticated now.',
    labelNames: [label.virtual_cluster],
    registers,
  })
  const refused = new Counter({
    name: 'tidegate_connections_refused_total',
    help: 'Client connections ended before they were authenticated.',
    registers,
  })
  const limited = new Counter({
    name: 'tidegate_limits_reached_total',
    help: 'Connections that a limit stood against.',
    labelNames: ['limit'],
    registers,
  })
  const requests = new Histogram({
    name: 'tidegate_request_duration_seconds',
    help: 'From the last byte of a request to the first of its response, long polls included.',
    labelNames: [label.virtual_cluster, label.api],
    buckets: SECONDS,
    registers,
  })
  new Gauge({
    name: 'tidegate_generation',
    help: 'Generation of the configuration in force.',
    registers,
    collect() {
      this.set(state.generation())
    },
  })
  new Gauge({
    name: 'tidegate_ready',
    help: '1 while the gateway serves clients.',
    registers,
    collect() {
      this.set(Number(state.ready()))
    },
  })
  const observer: Observer<VirtualIdentity> = {
    opened: () => opened.inc(),
    authenticated: ({ virtualCluster }) => open.inc({ virtual_cluster: virtualCluster }),
    refused: () => refused.inc(),
    limited: limit => limited.inc({ limit }),
    served: (api, { virtualCluster }, seconds) => requests.observe({ virtual_cluster: virtualCluster, api }, seconds),
    closed: identity => identity && open.dec({ virtual_cluster: identity.virtualCluster }),
  }
  return { registry, observer }
}
