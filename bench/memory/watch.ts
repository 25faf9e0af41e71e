import { setTimeout as delay } from 'node:timers/promises'
import type { Worker } from '@tidegate/e2e/platform'
import { figuresOf } from '../lab/process-figures.ts'

const EVERY_MS = 250
const MIB = 2 ** 20

export type Moment = { readonly seconds: number; readonly residentMiB: number }

export type Watch = {
  readonly moments: readonly Moment[]
  /** The most that the worker said to hold for clients, in MiB. */
  mostHeld(): number
  stop(): Promise<void>
}

/** Follows the memory of a worker. */
export function watch(worker: Worker): Watch {
  const [moments, figures, started] = [[] as Moment[], figuresOf(worker.process.pid), performance.now()]
  let [most, stopping] = [0, false]
  const timer = setInterval(() => {
    moments.push({ seconds: (performance.now() - started) / 1000, residentMiB: figures.residentMiB() })
  }, EVERY_MS)
  // By itself: the worker may be long in answering.
  const asking = (async () => {
    while (!stopping) {
      most = Math.max(most, (await heldBytes(worker)) / MIB)
      await delay(EVERY_MS)
    }
  })()
  return {
    moments,
    mostHeld: () => most,
    async stop() {
      stopping = true
      clearInterval(timer)
      await asking
    },
  }
}

/** Nothing where a worker that runs does not answer. */
async function heldBytes({ admin, process }: Worker): Promise<number> {
  const headers = { authorization: `Basic ${Buffer.from('admin:conduktor').toString('base64')}` }
  const text = await fetch(`${admin}/metrics`, { headers }).then(
    answer => answer.text(),
    () => undefined,
  )
  if (!process.running) throw new Error(`the worker ended:\n${process.tail()}`)
  if (text === undefined) return 0
  const found = [...text.matchAll(/^tidegate_buffered_bytes\{[^}]*\} (\S+)$/gm)]
  if (found.length === 0) throw new Error('the worker does not tell what it holds')
  return found.reduce((bytes, [, value]) => bytes + Number(value), 0)
}
