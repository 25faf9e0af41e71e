import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export type WorkerState = {
  generation(): number
  ready(): Promise<boolean>
  restarts(): number
}

/** How often the lag of the main thread is measured. It wakes up for that, which at a worker at rest is most of what it does. */
const LAG_EVERY_MS = 500

/** Of the process as a whole; what its event loops count is theirs (`loop/metrics.ts`). */
export function createMetrics(state: WorkerState): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS })
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
    async collect() {
      this.set(Number(await state.ready()))
    },
  })
  new Counter({
    name: 'tidegate_event_loop_restarts_total',
    help: 'Event loops that crashed or hung and were started again.',
    registers,
    collect() {
      this.reset()
      this.inc(state.restarts())
    },
  })
  return registry
}
