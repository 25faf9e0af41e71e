import { isDeepStrictEqual } from 'node:util'
import { GatewayError } from '@tidegate/errors'
import type { Log } from '@tidegate/proxy'
import { coalesce } from '@tidegate/reconciler'
import type { Store } from '@tidegate/store'
import type { ClusterConfig } from './cluster-config.ts'
import type { Gateway } from './gateway.ts'
import type { Update } from './picture.ts'
import type { SnapshotFile } from './snapshot-file.ts'

/** Changes are announced; the timer finds those whose announcement was lost, and a database that is back. */
const LOOK_AGAIN_MS = 5_000

export type ConfigurationOptions = {
  readonly store: Store
  readonly gateway: Gateway
  readonly file: SnapshotFile
  readonly clusters: readonly ClusterConfig[]
  readonly log: Log
  /** Called after the gateway runs a newer configuration. */
  readonly changed: () => void
}

/**
 * Keeps the gateway at the newest configuration. With the database away it goes on with what it has, after a restart with
 * the snapshot on its own disk, and takes up the database's as soon as that is back.
 */
export class Configuration {
  readonly #options: ConfigurationOptions
  readonly #catchUp: () => Promise<void>
  #subscription: { close(): Promise<void> } | undefined
  #source: 'nothing' | 'snapshot' | 'database' = 'nothing'
  #away: string | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(options: ConfigurationOptions) {
    this.#options = options
    this.#catchUp = coalesce(() => this.#read())
  }

  /** What a reader of the gateway's health should know, and whether it keeps the gateway from being ready. */
  get note(): { readonly text: string; readonly unready: boolean } | undefined {
    if (this.#away === undefined) return undefined
    const { generation } = this.#options.gateway
    if (this.#source === 'nothing')
      return { text: `${this.#away}, and there is no snapshot to start from`, unready: true }
    const from = this.#source === 'snapshot' ? 'the snapshot on disk' : 'what was read before'
    return { text: `${this.#away}: running generation ${generation} from ${from}`, unready: false }
  }

  /** Rejects where the database answers and what it holds, or what it is told, is wrong; that it is away is no error. */
  async start(): Promise<void> {
    await this.#connect().catch(error => {
      this.#lost(error)
      if (!isAway(error)) throw error
      this.#startFromSnapshot()
    })
    this.#timer = setInterval(() => void this.#lookAgain().catch(error => this.#lost(error)), LOOK_AGAIN_MS)
  }

  /** Resolves once the gateway runs that generation or a later one. */
  async caughtUp(generation: number): Promise<void> {
    while (this.#options.gateway.generation < generation) await this.#catchUp()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#subscription?.close()
  }

  async #connect(): Promise<void> {
    const { store, clusters, log } = this.#options
    await store.migrate()
    await store.syncManaged(clusters)
    // Whatever generation runs: a database that was restored may be behind a snapshot.
    await this.#catchUp()
    this.#subscription ??= await store.subscribe(
      generation => void this.caughtUp(generation).catch(error => this.#lost(error)),
      error => log.warn({ error }, 'changes are not announced: the database cannot be reached'),
    )
  }

  async #lookAgain(): Promise<void> {
    const { store, gateway } = this.#options
    await gateway.retry()
    if (!this.#subscription) return this.#connect()
    if (!isDeepStrictEqual(await store.point(), gateway.picture.point)) await this.#catchUp()
    this.#away = undefined
  }

  async #read(): Promise<void> {
    const { store, gateway, changed } = this.#options
    const { point } = gateway.picture
    const update = (point && (await store.changes(point))) ?? (await store.snapshot())
    const isNews = update.generation !== gateway.generation || update.mark !== point?.mark
    if (isNews) await gateway.apply(update)
    this.#source = 'database'
    this.#away = undefined
    if (!isNews) return
    this.#keep(update)
    changed()
  }

  #keep(update: Update): void {
    const { file, gateway, log } = this.#options
    try {
      file.keep(update, () => gateway.picture.snapshot())
    } catch (error) {
      log.error({ error }, 'the snapshot cannot be kept: check TIDEGATE_STATE_DIR')
    }
  }

  #startFromSnapshot(): void {
    const { gateway, file, log } = this.#options
    try {
      const snapshot = file.read()
      if (!snapshot) return
      this.#source = 'snapshot'
      void gateway.apply(snapshot).catch(error => log.error({ error }, 'the snapshot could not be applied'))
      log.warn({ generation: snapshot.generation }, 'the database is away: the gateway starts from its snapshot')
    } catch (error) {
      log.error({ error }, 'the snapshot on disk is not used')
      this.#away = error instanceof GatewayError ? `${this.#away}. ${error.message}` : this.#away
    }
  }

  #lost(error: unknown): void {
    this.#options.log.warn({ error }, 'the configuration could not be read')
    this.#away =
      error instanceof GatewayError ? error.message : 'The database cannot be used: see the log of the gateway'
  }
}

const isAway = (error: unknown) => error instanceof GatewayError && error.code === 'STORE_UNAVAILABLE'
