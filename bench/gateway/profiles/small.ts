import { Connection } from '../connection.ts'
import { measured } from '../measure.ts'
import { openLoop } from '../open-loop.ts'
import { type Producer, produceRequest } from '../produce-request.ts'
import type { Effort, Figure, Profile } from '../profile.ts'
import type { Running, Way } from '../target.ts'

const PRODUCERS = 50
const SECONDS: Readonly<Record<Effort, number>> = { 'warm-up': 5, whole: 6 }

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
      if (effort === 'warm-up') return []
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
  withProducers(running.way, producers => measured(running, () => closedLoop(producers, SECONDS[effort])))

async function withProducers<Result>(
  way: Way,
  work: (producers: readonly Producer[]) => Promise<Result>,
): Promise<Result> {
  const producers = await Promise.all(
    Array.from({ length: PRODUCERS }, async (_, i) => {
      const connection = await Connection.open(way)
      return { connection, ...(await produceRequest(connection, way.topic('requests'), i)) }
    }),
  )
  try {
    return await work(producers)
  } finally {
    for (const { connection } of producers) connection[Symbol.dispose]()
  }
}

/** Each producer sends when it has its answer. Answers the number of requests. */
async function closedLoop(producers: readonly Producer[], seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000
  const counts = await Promise.all(producers.map(producer => sendUntil(producer, end)))
  return counts.reduce((total, count) => total + count, 0)
}

function sendUntil({ connection, bytes, errorAt }: Producer, end: number): Promise<number> {
  let count = 0
  const done = new Promise<number>((resolve, reject) => {
    connection.onAnswer = frame => {
      count++
      const error = frame.readInt16BE(errorAt)
      if (error !== 0) reject(new Error(`Produce answered error ${error}`))
      else if (performance.now() < end) connection.send(bytes)
      else resolve(count)
    }
    connection.send(bytes)
  })
  return Promise.race([done, connection.ended])
}
