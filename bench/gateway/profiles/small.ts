import { closedLoop, type Sender, withSenders } from '../../lab/closed-loop.ts'
import type { Connection } from '../../lab/connection.ts'
import { measured } from '../../lab/measure.ts'
import { openLoop } from '../../lab/open-loop.ts'
import { produceRequest } from '../../lab/request.ts'
import type { Way } from '../../lab/way.ts'
import type { Figure } from '../../report/rows.ts'
import type { Effort, Profile } from '../profile.ts'
import type { Running } from '../target.ts'

const PRODUCERS = 50
const SECONDS: Readonly<Record<Effort, number>> = { once: 2, 'warm-up': 20, whole: 5 }

/** Many small requests: as many as go, and then half as many as the reference took at that. */
export function small(): Profile {
  let rate = 0
  return {
    name: 'small',
    title: `requests of 100 B, ${PRODUCERS} producers`,
    async calibrate(reference) {
      const { result, seconds } = await saturate(reference, 'whole')
      rate = Math.round(result / seconds / 2)
      return `half load is ${rate} requests a second`
    },
    async measure({ running, effort }) {
      const { result: requests, seconds, cpuSeconds } = await saturate(running, effort)
      if (effort !== 'whole') return []
      const half = await withProducers(running.way, producers =>
        measured(running, () => openLoop(producers, rate, SECONDS[effort])),
      )
      return [
        { metric: 'requests', unit: '1/s', value: requests / seconds },
        ...cpu('CPU per request', cpuSeconds, requests),
        ...cpu('CPU per request, half load', half.cpuSeconds, half.result.requests),
        { metric: 'p50, half load', unit: 'µs', value: half.result.microseconds(0.5) },
        { metric: 'p99, half load', unit: 'µs', value: half.result.microseconds(0.99) },
        { metric: 'p99.9, half load', unit: 'µs', value: half.result.microseconds(0.999) },
      ]
    },
  }
}

const cpu = (metric: string, cpuSeconds: number | undefined, requests: number): Figure[] =>
  cpuSeconds === undefined ? [] : [{ metric, unit: 'µs', value: (cpuSeconds * 1e6) / requests }]

const saturate = (running: Running, effort: Effort) =>
  withProducers(running.way, producers =>
    measured(running, () => {
      const end = performance.now() + SECONDS[effort] * 1000
      return closedLoop(producers, () => performance.now() < end)
    }),
  )

const withProducers = <Result>(way: Way, work: (producers: readonly Sender[]) => Promise<Result>): Promise<Result> => {
  const topic = way.topic('requests')
  const requestOf = (connection: Connection, i: number) => produceRequest(connection, { topic, i })
  return withSenders({ way, count: PRODUCERS, requestOf }, work)
}
