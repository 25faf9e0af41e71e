import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export type WorkerState = {
  generation(): number
  ready(): Promise<boolean>
  restarts(): number
}

/** Of the process as a whole; what its event loops count is theirs (`loop/metrics.ts`). */
export function createMetrics(state: WorkerState): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
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
