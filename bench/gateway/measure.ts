import { figuresOf } from './process-figures.ts'
import type { Running } from './target.ts'

export type Measured<Result> = { readonly result: Result; readonly cpuSeconds?: number; readonly seconds: number }

/** What the proxy computes while something runs; nothing is known of a direct connection, which has no proxy. */
export async function measured<Result>({ pid }: Running, work: () => Promise<Result>): Promise<Measured<Result>> {
  const figures = pid === undefined ? undefined : figuresOf(pid)
  const before = figures?.cpuSeconds() ?? 0
  const started = performance.now()
  const result = await work()
  const seconds = (performance.now() - started) / 1000
  return { result, seconds, ...(figures && { cpuSeconds: figures.cpuSeconds() - before }) }
}
