import { quantile } from '../report/stats.ts'
import { clockMs } from './clock.ts'
import type { Sender } from './closed-loop.ts'
import { Ticker } from './ticker.ts'

export type Latencies = { readonly requests: number; microseconds(share: number): number }

const PATIENCE_MS = 30_000

/**
 * Requests at fixed times, whether or not earlier ones are answered; a latency begins when its request was due. So a
 * proxy that stops for a while is late for everything that was due meanwhile (no coordinated omission).
 */
export async function openLoop(senders: readonly Sender[], rate: number, seconds: number): Promise<Latencies> {
  const total = Math.round(rate * seconds)
  const latencies = new Float64Array(total)
  const dues = senders.map(() => [] as number[])
  const everyMs = 1000 / rate
  let [sent, answered] = [0, 0]
  const start = clockMs() + 50
  const ticker = new Ticker({ startAt: start, everyMs, ticks: total })
  const all = new Promise<void>((resolve, reject) => {
    for (const [i, { connection, request }] of senders.entries())
      connection.onAnswer = frame => {
        const error = request.errorOf(frame)
        if (error !== 0) reject(new Error(`${request.api} answered error ${error}`))
        latencies[answered++] = clockMs() - dues[i]!.shift()!
        if (answered === total) resolve()
      }
    ticker.onTick = () => {
      const now = clockMs()
      for (; sent < total && start + sent * everyMs <= now; sent++) {
        const i = sent % senders.length
        dues[i]!.push(start + sent * everyMs)
        senders[i]!.connection.send(senders[i]!.request.bytes)
      }
    }
    setTimeout(() => reject(new Error('answers are missing')), seconds * 1000 + PATIENCE_MS).unref()
  })
  try {
    await Promise.race([all, ...senders.map(({ connection }) => connection.ended)])
  } finally {
    await ticker.stop()
  }
  const sorted = latencies.sort()
  return { requests: total, microseconds: share => quantile(sorted, share) * 1000 }
}
