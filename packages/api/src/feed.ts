import { randomUUID } from 'node:crypto'
import type { Store, Worker } from '@tidegate/store'
import { isStale } from './gateway-router.ts'

/** What is to be read again: all, or what gateways say of themselves. */
export type News = { readonly id: string; readonly about: 'everything' | 'gateways' }

export type FeedOptions = {
  readonly store: Pick<Store, 'subscribe' | 'workers' | 'lastSeen'>
  readonly now: () => Date
  /** How often the reports of the gateways are looked at, in milliseconds. */
  readonly everyMs?: number
}

/** While anyone listens. */
type Running = { readonly started: Promise<void>; stop(): void }

const KEPT = 100

/**
 * Tells everyone in this process who listens that something has changed, never what: they read it by what they may read.
 * One connection to the database and one look at the gateways serve all, while anyone listens.
 */
export class Feed {
  readonly #options: FeedOptions
  /** Of this process: an id of another one is not known here. */
  readonly #era = randomUUID()
  readonly #news: News[] = []
  readonly #wake = new Set<() => void>()
  #count = 0
  #listeners = 0
  #running: Running | undefined
  #generation: number | undefined
  #gateways: string | undefined

  constructor(options: FeedOptions) {
    this.#options = options
  }

  /** What came after `lastId`; where that is not known any more, everything is to be read again. Ends with the signal. */
  async *read(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<News> {
    await this.#listen()
    try {
      let at = this.#positionAfter(lastId)
      // The position moves on before news is handed out: more may be told while its reader is busy with it.
      while (!signal.aborted) {
        const first = this.#count - this.#news.length
        if (at === this.#count) await this.#more(signal)
        else if (at === undefined || at < first) {
          at = this.#count
          yield { id: this.#idOf(at), about: 'everything' }
        } else {
          at += 1
          yield this.#news[at - first - 1]!
        }
      }
    } finally {
      this.#leave()
    }
  }

  #positionAfter(id: string | undefined): number | undefined {
    const at = Number(id?.split('/')[1])
    return Number.isInteger(at) && at <= this.#count && id === this.#idOf(at) ? at : undefined
  }

  #idOf(count: number): string {
    return `${this.#era}/${count}`
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.#wake.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#wake.add(done)
      signal.addEventListener('abort', done, { once: true })
      if (signal.aborted) done()
    })
  }

  #tell(about: News['about']): void {
    this.#count += 1
    this.#news.push({ id: this.#idOf(this.#count), about })
    if (this.#news.length > KEPT) this.#news.shift()
    for (const wake of [...this.#wake]) wake()
  }

  /** What is news is told from a first look, which comes before anyone is told to read. */
  async #listen(): Promise<void> {
    this.#listeners += 1
    this.#running ??= this.#run()
    await this.#running.started
  }

  #leave(): void {
    this.#listeners -= 1
    if (this.#listeners > 0) return
    this.#running?.stop()
    this.#running = undefined
    // What happens while nobody listens is news to nobody: whoever comes is told to read everything.
    this.#generation = undefined
    this.#gateways = undefined
    this.#count += 1
    this.#news.length = 0
  }

  #run(): Running {
    const { store, everyMs = 2_000 } = this.#options
    let subscription: Promise<{ close(): Promise<void> } | undefined> | undefined
    // With the database away there is nothing to tell: who reads is told so by what he reads. It is tried again.
    const announced = (generation: number) => {
      const isNews = this.#generation !== undefined && this.#generation !== generation
      this.#generation = generation
      if (isNews) this.#tell('everything')
    }
    const subscribe = async () => store.subscribe(announced, () => undefined).catch(() => undefined)
    const look = async () => {
      subscription ??= subscribe()
      if (!(await subscription)) subscription = undefined
      await this.#look().catch(() => undefined)
    }
    const timer = setInterval(() => void look(), everyMs)
    return {
      started: look(),
      stop() {
        clearInterval(timer)
        void subscription?.then(open => open?.close())
      },
    }
  }

  async #look(): Promise<void> {
    const now = this.#options.now()
    const { store } = this.#options
    const [workers, lastSeen] = await Promise.all([store.workers(), store.lastSeen()])
    // A client that came and left between two reports is news where it was the first.
    const gateways = JSON.stringify([workers.map(worker => gistOf(worker, now)), [...lastSeen.keys()].sort()])
    const isNews = this.#gateways !== undefined && this.#gateways !== gateways
    this.#gateways = gateways
    if (isNews) this.#tell('gateways')
  }
}

/** A report without what changes with each one. */
const gistOf = ({ seenAt, clients, ...report }: Worker, now: Date) => ({
  ...report,
  clients: clients.map(({ seen: _, ...client }) => client),
  stale: isStale({ seenAt }, now),
})
