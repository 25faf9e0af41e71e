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

/** While anyone listens: until its first look is over, nobody is told anything. */
type Watch = { state: 'opening' | 'open' | 'closed'; close(): void }

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
  #watch: Watch | undefined

  constructor(options: FeedOptions) {
    this.#options = options
  }

  /** The id of the newest news; undefined where nobody listens, since nothing is noticed then. */
  get position(): string | undefined {
    return this.#watch?.state === 'open' ? this.#idOf(this.#count) : undefined
  }

  /** What came after `lastId`; where that is not known any more, everything is to be read again. Ends with the signal. */
  async *read(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<News> {
    this.#listeners += 1
    this.#watch ??= this.#open()
    const watch = this.#watch
    try {
      let at = this.#positionAfter(lastId)
      // The position moves on before news is handed out: more may be told while its reader is busy with it.
      while (!signal.aborted) {
        const first = this.#count - this.#news.length
        if (watch.state === 'opening' || at === this.#count) await this.#more(signal)
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
    this.#wakeAll()
  }

  #wakeAll(): void {
    for (const wake of [...this.#wake]) wake()
  }

  #leave(): void {
    this.#listeners -= 1
    if (this.#listeners > 0) return
    this.#watch?.close()
    this.#watch = undefined
    // What happens while nobody listens is news to nobody: whoever comes is told to read everything.
    this.#count += 1
    this.#news.length = 0
  }

  #open(): Watch {
    const { store, now, everyMs = 2_000 } = this.#options
    let subscription: Promise<{ close(): Promise<void> } | undefined> | undefined
    let looking: Promise<void> | undefined
    let generation: number | undefined
    let gateways: string | undefined
    // What the first look could not see is news once it is seen: who listens may have read before it came.
    const tell = (about: News['about']) => {
      if (watch.state === 'open') this.#tell(about)
    }
    const announced = (current: number) => {
      if (current === generation) return
      generation = current
      tell('everything')
    }
    // With the database away there is nothing to tell: who reads is told so by what he reads. It is tried again.
    const subscribe = async () => {
      const opened = await store.subscribe(announced, () => undefined).catch(() => undefined)
      if (!opened) subscription = undefined
      return opened
    }
    const lookAtGateways = async () => {
      const current = await gatewaysIn(store, now()).catch(() => gateways)
      looking = undefined
      if (current === gateways) return
      gateways = current
      tell('gateways')
    }
    const look = () => {
      subscription ??= subscribe()
      looking ??= lookAtGateways()
      return Promise.all([subscription, looking])
    }
    const timer = setInterval(() => void look(), everyMs)
    const watch: Watch = {
      state: 'opening',
      close() {
        watch.state = 'closed'
        clearInterval(timer)
        void subscription?.then(opened => opened?.close())
      },
    }
    void look().then(() => {
      if (watch.state === 'closed') return
      watch.state = 'open'
      this.#wakeAll()
    })
    return watch
  }
}

async function gatewaysIn(store: FeedOptions['store'], now: Date): Promise<string> {
  const [workers, lastSeen] = await Promise.all([store.workers(), store.lastSeen()])
  // A client that came and left between two reports is news where it was the first.
  return JSON.stringify([workers.map(worker => gistOf(worker, now)), [...lastSeen.keys()].sort()])
}

/** A report without what changes with each one. */
const gistOf = ({ seenAt, clients, ...report }: Worker, now: Date) => ({
  ...report,
  clients: clients.map(({ seen: _, ...client }) => client),
  stale: isStale({ seenAt }, now),
})
