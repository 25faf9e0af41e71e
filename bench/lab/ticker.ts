import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { clockMs } from './clock.ts'

export type Beat = {
  /** By `clockMs`. */
  readonly startAt: number
  readonly everyMs: number
  readonly ticks: number
}

/** Timers of Node count in milliseconds, which is as long as several requests take: a thread that sleeps does better. */
export class Ticker {
  readonly #thread: Worker
  onTick: () => void = () => undefined

  constructor(beat: Beat) {
    this.#thread = new Worker(new URL(import.meta.url), { workerData: beat })
    this.#thread.on('message', () => this.onTick())
  }

  async stop(): Promise<void> {
    await this.#thread.terminate()
  }
}

function beat({ startAt, everyMs, ticks }: Beat): void {
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (let tick = 0; tick < ticks; tick++) {
    const left = startAt + tick * everyMs - clockMs()
    if (left > 0) Atomics.wait(never, 0, 0, left)
    parentPort!.postMessage(0)
  }
}

if (!isMainThread) beat(workerData)
