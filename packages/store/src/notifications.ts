import pg from 'pg'
import { unreachable } from './unreachable.ts'

export type Listener = {
  readonly onGeneration: (generation: number) => void
  readonly onError: (error: unknown) => void
}

const RETRY_MS = { first: 200, most: 10_000 }

/** A connection of its own that listens for generations, and is made anew whenever it is lost. */
export class Subscription {
  readonly #connection: pg.PoolConfig
  readonly #listener: Listener
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #failures = 0
  #closed = false

  constructor(connection: pg.PoolConfig, listener: Listener) {
    this.#connection = connection
    this.#listener = listener
  }

  /** Rejects where the database is away; only later losses are repaired. */
  async open(): Promise<void> {
    const client = new pg.Client(this.#connection)
    this.#client = client
    try {
      client.on('error', error => this.#lost(client, error))
      client.on('end', () => this.#lost(client, new Error('the connection ended')))
      client.on('notification', ({ payload }) => this.#announce(Number(payload)))
      await client.connect()
      await client.query('LISTEN tidegate')
      const { rows } = await client.query<{ value: string }>('SELECT "value" FROM "Generation"')
      this.#failures = 0
      this.#announce(Number(rows[0]?.value))
    } catch (error) {
      await this.#abandon(client)
      throw error
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    if (this.#client) await this.#abandon(this.#client)
  }

  #announce(generation: number): void {
    if (!this.#closed) this.#listener.onGeneration(generation)
  }

  /** From here on its events concern nobody, and it is not waited for: the server may be gone. */
  async #abandon(client: pg.Client): Promise<void> {
    if (this.#client === client) this.#client = undefined
    client.removeAllListeners()
    client.on('error', () => {})
    await client.end().catch(() => {})
  }
}
