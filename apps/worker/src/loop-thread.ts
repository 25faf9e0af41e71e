import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '@tidegate/proxy'
import { type LoopData, type LoopRemote, toLoop, type WorkerCalls } from './loop/rpc.ts'

/** A loop that does not answer for so long hangs, and is started anew. */
const ANSWER_MS = 15_000

/** One that ran for so long did not fail at its start. */
const STABLE_MS = 60_000

/** Its source where this is source, and what was built of it where this was built. */
const LOOP = new URL(`./loop/main${extname(import.meta.url)}`, import.meta.url)

/** Beyond what is left in flight. */
const ENDING_MS = 5_000

const BACKOFF_MS = { first: 100, most: 10_000 }

export type LoopThreadOptions = {
  readonly data: LoopData
  readonly log: Log
  readonly now: () => number
  /** The module that the thread runs. */
  readonly script?: URL
  readonly answerMs?: number
  /** What the loop may ask for. */
  readonly calls: WorkerCalls
  /** The thread is gone. */
  readonly ended: () => void
  /** A thread runs, for the first time or again: it has to be told what to run. */
  readonly started: (loop: LoopRemote) => void
}

/** One event loop in a thread of its own. A crash ends its connections, is logged, and is followed by a new start. */
export class LoopThread {
  readonly #options: LoopThreadOptions
  #thread: Worker | undefined
  #remote: LoopRemote | undefined
  #restart: NodeJS.Timeout | undefined
  #failures = 0
  #restarts = 0
  #stopping = false

  constructor(options: LoopThreadOptions) {
    this.#options = options
    this.#start()
  }

  /** Undefined between a crash and the next start. */
  get remote(): LoopRemote | undefined {
    return this.#remote
  }

  get restarts(): number {
    return this.#restarts
  }

  /** Resolves when the thread is gone: by itself, or when it takes longer than it was given. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restart)
    const thread = this.#thread
    if (!thread || !this.#remote) return
    const gone = new Promise<void>(resolve => thread.once('exit', () => resolve()))
    const late = setTimeout(() => void thread.terminate(), drainMs + ENDING_MS)
    await this.#remote.stop(drainMs)
    await gone
    clearTimeout(late)
  }

  #start(): void {
    const { data, log, calls, ended, started, now, answerMs = ANSWER_MS, script = LOOP } = this.#options
    const thread = new Worker(script, { workerData: data, name: `loop ${data.loop}` })
    const remote = toLoop(thread, calls, answerMs)
    const startedAt = now()
    this.#thread = thread
    this.#remote = remote
    thread.on('error', error => log.error({ loop: data.loop, error }, 'an event loop crashed'))
    thread.once('exit', () => {
      this.#remote = undefined
      ended()
      remote.$close(new Error('the event loop ended'))
      if (this.#stopping) return
      this.#failures = now() - startedAt > STABLE_MS ? 0 : this.#failures + 1
      const wait = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** this.#failures)
      log.warn({ loop: data.loop, wait }, 'an event loop is started again')
      this.#restarts += 1
      this.#restart = setTimeout(() => this.#start(), wait)
    })
    started(remote)
  }

  /** Resolves to undefined where the loop does not run, or ends meanwhile. One that does not answer is ended. */
  async ask<T>(question: (loop: LoopRemote) => Promise<T>): Promise<T | undefined> {
    const [thread, remote] = [this.#thread, this.#remote]
    if (!thread || !remote) return undefined
    try {
      return await question(remote)
    } catch (error) {
      if (this.#remote !== remote) return undefined
      if (!isTimeout(error)) throw error
      this.#options.log.error({ loop: this.#options.data.loop }, 'an event loop does not answer and is ended')
      await thread.terminate()
      return undefined
    }
  }
}

const isTimeout = (error: unknown) => error instanceof Error && error.message.startsWith('[birpc] timeout')
