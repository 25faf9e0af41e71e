import type { Store, WorkerReport } from '@tidegate/store'

/** How long it may stay untold when clients were seen last, where nothing else is new. */
const LAG_MS = 10_000

/** What the database is told of this gateway: all of it where something is new, and else only that it lives. */
export class Reports {
  readonly #store: Pick<Store, 'reportWorker' | 'workerLives'>
  readonly #now: () => number
  #told = ''
  #toldAt = 0

  constructor(store: Pick<Store, 'reportWorker' | 'workerLives'>, now: () => number) {
    this.#store = store
    this.#now = now
  }

  async send(report: WorkerReport): Promise<void> {
    const news = JSON.stringify({ ...report, clients: report.clients.map(({ seen: _, ...client }) => client) })
    const isDue = news !== this.#told || this.#now() - this.#toldAt >= LAG_MS
    if (!isDue && (await this.#store.workerLives(report.name))) return
    this.#told = ''
    await this.#store.reportWorker(report)
    this.#told = news
    this.#toldAt = this.#now()
  }
}
