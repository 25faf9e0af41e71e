import { performance } from 'node:perf_hooks'
import { errorCodes } from '@tidegate/protocol'
import type { Observer } from '@tidegate/proxy'
import type { VirtualIdentity } from '@tidegate/vcluster'
import { Counter, Gauge, Registry } from 'prom-client'
import { Calls } from './calls.ts'
import { type Tallied, Tally } from './tally.ts'

const errorNames = new Map<number, string>(Object.entries(errorCodes).map(([name, code]) => [code, name]))

export type LoopState = {
  readonly loop: number
  /** Bytes held for clients now, by direction. */
  buffered(): { readonly requests: number; readonly responses: number }
  /** How many addresses are open. */
  listeners(): number
  /** By physical cluster: whether it answers. */
  reachable(): ReadonlyMap<string, boolean>
}

/**
 * What one event loop counts. Labels hold only names of the configuration and words of ours, so that their number is
 * bounded by the configuration. Every loop has the same metrics; the worker adds them up.
 */
export function createLoopMetrics(state: LoopState, tell: Pick<Observer<VirtualIdentity>, 'refused' | 'closed'>) {
  const registry = new Registry()
  const registers = [registry]
  const clusters = ['virtual_cluster', 'physical_cluster'] as const
  const calls = [...clusters, 'api'] as const
  const opened = new Counter({
    name: 'tidegate_connections_opened_total',
    help: 'Client connections accepted.',
    labelNames: ['physical_cluster'],
    registers,
  })
  const open = new Gauge({
    name: 'tidegate_connections',
    help: 'Client connections that are authenticated now.',
    labelNames: clusters,
    registers,
  })
  const failed = new Counter({
    name: 'tidegate_handshake_failures_total',
    help: 'Client connections that ended before they were authenticated, by cause.',
    labelNames: ['physical_cluster', 'cause'],
    registers,
  })
  const limited = new Counter({
    name: 'tidegate_limits_reached_total',
    help: 'How often a limit stood against a connection.',
    labelNames: ['limit'],
    registers,
  })
  const served = new Calls()
  served.register(registry)
  new Counter({
    name: 'tidegate_request_bytes_total',
    help: 'Bytes of requests from clients, their size and header included.',
    labelNames: calls,
    registers,
    collect() {
      this.reset()
      for (const { labels, requestBytes } of served.all) this.inc(labels, requestBytes)
    },
  })
  new Counter({
    name: 'tidegate_response_bytes_total',
    help: 'Bytes of responses to clients, their size and header included.',
    labelNames: calls,
    registers,
    collect() {
      this.reset()
      for (const { labels, responseBytes } of served.all) this.inc(labels, responseBytes)
    },
  })
  const errors = new Counter({
    name: 'tidegate_response_errors_total',
    help: 'Error codes in responses to clients, one for each place that holds one.',
    labelNames: [...calls, 'error'],
    registers,
  })
  new Gauge({
    name: 'tidegate_buffered_bytes',
    help: 'Bytes of requests and responses held for clients now.',
    labelNames: ['direction'],
    registers,
    collect() {
      for (const [direction, bytes] of Object.entries(state.buffered())) this.set({ direction }, bytes)
    },
  })
  new Gauge({
    name: 'tidegate_physical_cluster_reachable',
    help: '1 while the physical cluster answers every event loop.',
    labelNames: ['physical_cluster'],
    aggregator: 'min',
    registers,
    collect() {
      this.reset()
      for (const [name, reachable] of state.reachable()) this.set({ physical_cluster: name }, Number(reachable))
    },
  })
  new Gauge({
    name: 'tidegate_open_addresses',
    help: 'Addresses that an event loop listens on.',
    labelNames: ['loop'],
    registers,
    collect() {
      this.set({ loop: state.loop }, state.listeners())
    },
  })
  let before = performance.eventLoopUtilization()
  new Gauge({
    name: 'tidegate_event_loop_utilization_ratio',
    help: 'The part of the time since the last scrape in which an event loop was busy.',
    labelNames: ['loop'],
    registers,
    collect() {
      const now = performance.eventLoopUtilization()
      this.set({ loop: state.loop }, performance.eventLoopUtilization(now, before).utilization)
      before = now
    },
  })

  const tally = new Tally()
  const observerOf = (physicalCluster: string): Observer<VirtualIdentity> => {
    const labels = { physical_cluster: physicalCluster }
    const of = ({ virtualCluster }: VirtualIdentity) => ({ virtual_cluster: virtualCluster, ...labels })
    return {
      opened: () => opened.inc(labels),
      authenticated: identity => open.inc(of(identity)),
      refused(cause, reason, client) {
        failed.inc({ ...labels, cause })
        tally.refused(cause)
        tell.refused(cause, reason, client)
      },
      limited: limit => limited.inc({ limit }),
      meter(identity, api) {
        const call = { ...of(identity), api }
        return served.of(call, code => {
          const error = errorNames.get(code) ?? String(code)
          errors.inc({ ...call, error })
          tally.failed(error)
        })
      },
      closed(connected, client) {
        if (connected) open.dec(of(connected.identity))
        tell.closed(connected, client)
      },
    }
  }
  const takeTally = (): Tallied => ({ flows: served.takeFlows(), ...tally.take() })
  return { registry, observerOf, takeTally }
}
