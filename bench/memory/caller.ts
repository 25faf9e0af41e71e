import { setTimeout as delay } from 'node:timers/promises'
import { clockMs } from '../lab/clock.ts'
import { Connection } from '../lab/connection.ts'
import type { Request } from '../lab/request.ts'
import type { Way } from '../lab/way.ts'

const EVERY_MS = 50

/** When a request was due by `clockMs`, and how long it took from then on: no coordinated omission. */
export type Served = { readonly dueAt: number; readonly ms: number }

type RequestOf = (connection: Connection) => Promise<Request>

/** One connection, by which the same request goes at fixed times; another one where it ends. */
export class Caller {
  readonly served: Served[] = []
  readonly #way: Way
  readonly #requestOf: RequestOf
  readonly #running: Promise<void>
  #connection: Connection | undefined
  #due: number | undefined
  #stopping = false
  /** How often the connection ended, or was refused, though nothing was done wrong. */
  cutOff = 0

  constructor(way: Way, requestOf: RequestOf) {
    this.#way = way
    this.#requestOf = requestOf
    this.#running = this.#run()
  }

  /** What is due and not answered counts with what it has waited, and holds up nothing that is due later. */
  giveUp(): void {
    const now = clockMs()
    for (; this.#due !== undefined && this.#due < now - EVERY_MS; this.#due += EVERY_MS)
      this.served.push({ dueAt: this.#due, ms: now - this.#due })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#connection?.end()
    await this.#running
    this.giveUp()
  }

  async #run(): Promise<void> {
    while (!this.#stopping)
      await this.#useOne().catch(async () => {
        if (this.#stopping) return
        this.cutOff++
        await delay(EVERY_MS)
      })
  }

  async #useOne(): Promise<void> {
    using connection = await Connection.open(this.#way)
    this.#connection = connection
    const { api, bytes, errorOf } = await this.#requestOf(connection)
    // The first is due once it can be sent; those that follow, whatever happens.
    this.#due ??= clockMs()
    while (!this.#stopping) {
      const dueAt: number = this.#due
      const early = dueAt - clockMs()
      if (early > 0) await delay(early)
      const error = errorOf(await connection.exchange(bytes))
      if (error !== 0) throw new Error(`${api} answered error ${error}`)
      if (this.#due !== dueAt) continue
      this.served.push({ dueAt, ms: clockMs() - dueAt })
      this.#due += EVERY_MS
    }
  }
}
