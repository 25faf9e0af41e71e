import { figuresOf } from './process-figures.ts'

type Process = { readonly pid?: number | undefined }

export type Measured<Result> = { readonly result: Result; readonly cpuSeconds?: number; readonly seconds: number }

/** What a process computes while something runs; nothing is known of a direct connection, which has no proxy. */
export async function measured<Result>({ pid }: Process, work: () => Promise<Result>): Promise<Measured<Result>> {
  const figures = pid === undefined ? undefined : figuresOf(pid)
  const before = figures?.cpuSeconds() ?? 0
  const started = performance.now()
  const result = await work()
  const seconds = (performance.now() - started) / 1000
  return { result, seconds, ...(figures && { cpuSeconds: figures.cpuSeconds() - before }) }
}
