import type { Producer } from './produce-request.ts'
import { quantile } from './stats.ts'
import { clockMs, Ticker } from './ticker.ts'

export type Latencies = { readonly requests: number; microseconds(share: number): number }

const PATIENCE_MS = 30_000

/**
 * Requests at fixed times, whether or not earlier ones are answered; a latency begins when its request was due. So a
 * proxy that stops for a while is late for everything that was due meanwhile (no coordinated omission).
 */
export async function openLoop(producers: readonly Producer[], rate: number, seconds: number): Promise<Latencies> {
  const total = Math.round(rate * seconds)
  const latencies = new Float64Array(total)
  const dues = producers.map(() => [] as number[])
  const everyMs = 1000 / rate
  let [sent, answered] = [0, 0]
  const start = clockMs() + 50
  const ticker = new Ticker({ startAt: start, everyMs, ticks: total })
  const all = new Promise<void>((resolve, reject) => {
    for (const [i, { connection, errorAt }] of producers.entries())
      connection.onAnswer = frame => {
        const error = frame.readInt16BE(errorAt)
        if (error !== 0) reject(new Error(`Produce answered error ${error}`))
        latencies[answered++] = clockMs() - dues[i]!.shift()!
        if (answered === total) resolve()
      }
    ticker.onTick = () => {
      const now = clockMs()
      for (; sent < total && start + sent * everyMs <= now; sent++) {
        const i = sent % producers.length
        dues[i]!.push(start + sent * everyMs)
        producers[i]!.connection.send(producers[i]!.bytes)
      }
    }
    setTimeout(() => reject(new Error('answers are missing')), seconds * 1000 + PATIENCE_MS).unref()
  })
  try {
    await Promise.race([all, ...producers.map(({ connection }) => connection.ended)])
  } finally {
    await ticker.stop()
  }
  const sorted = latencies.sort()
  return { requests: total, microseconds: share => quantile(sorted, share) * 1000 }
}
