import pg from 'pg'

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

  /** Rejects where the database is away: only what was once connected is repaired. */
  async open(): Promise<void> {
    const client = new pg.Client(this.#connection)
    this.#client = client
    try {
      await client.connect()
      client.on('error', error => this.#lose(client, error))
      client.on('end', () => this.#lose(client, new Error('the connection to the database ended')))
      client.on('notification', ({ payload }) => this.#announce(Number(payload)))
      await client.query('LISTEN tidegate')
      // Read after listening, so that no generation falls between the two.
      const { rows } = await client.query<{ value: string }>('SELECT "value" FROM "Generation"')
      this.#failures = 0
      this.#announce(Number(rows[0]?.value))
    } catch (error) {
      this.#drop(client)
      throw error
    }
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    if (this.#client) this.#drop(this.#client)
  }

  #announce(generation: number): void {
    if (!this.#closed) this.#listener.onGeneration(generation)
  }

  #lose(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return
    this.#drop(client)
    this.#listener.onError(error)
    this.#retryLater()
  }

  #retryLater(): void {
    if (this.#closed) return
    const delay = Math.min(RETRY_MS.first * 2 ** this.#failures, RETRY_MS.most)
    this.#failures += 1
    this.#retry = setTimeout(
      () => {
        this.open().catch(error => {
          if (this.#closed) return
          this.#listener.onError(error)
          this.#retryLater()
        })
      },
      delay * (0.5 + Math.random() / 2),
    )
  }

  /** From here on its events concern nobody. Its end is not waited for, since the server may be gone. */
  #drop(client: pg.Client): void {
    if (this.#client === client) this.#client = undefined
    client.removeAllListeners()
    client.on('error', () => {})
    client.end().catch(() => {})
  }
}
