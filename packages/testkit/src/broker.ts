import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type BrokerSettings, brokerProperties, type ClusterSettings, scramUsers } from './broker-properties.ts'
import { java, jvmArguments } from './java.ts'
import { liveBrokers } from './live-brokers.ts'
import { writeProperties } from './properties.ts'
import { type Service, startService } from './service.ts'

const START_MS = 60_000
const POLL_MS = 25

/** One broker process. It keeps its ports and its data from one start to the next. */
export class Broker {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly #cluster: ClusterSettings
  readonly #settings: BrokerSettings
  #service: Service | undefined

  constructor(cluster: ClusterSettings, settings: BrokerSettings) {
    this.id = settings.id
    this.host = cluster.host
    this.port = settings.port
    this.#cluster = cluster
    this.#settings = settings
  }

  get running(): boolean {
    return this.#service?.running ?? false
  }

  /** Of the latest start. */
  get pid(): number {
    return this.#service?.pid ?? 0
  }

  /** Resolves when it serves clients. */
  async start(): Promise<void> {
    if (this.running) return
    const { directory } = this.#settings
    mkdirSync(directory, { recursive: true })
    const properties = `${directory}.properties`
    writeProperties(properties, brokerProperties(this.#cluster, this.#settings))
    const jvm = await jvmArguments('4.3.1', 'broker')
    const args = ['-Xms64m', '-Xmx512m', ...jvm, ...this.#cluster.jvm, 'Broker', properties, ...this.#format()]
    this.#service = await startService(java(), args, { log: `${directory}.log` })
    await this.knows([this.id])
  }

  /** SIGTERM hands its partitions over first; SIGKILL is a crash. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', patienceMs?: number): Promise<void> {
    await this.#service?.stop(signal, patienceMs)
  }

  /** Resolves when it tells clients of all these brokers. */
  async knows(ids: readonly number[]): Promise<void> {
    const deadline = AbortSignal.timeout(START_MS)
    for (;;) {
      const live = await liveBrokers(this.host, this.#settings.internalPort)
      if (ids.every(id => live.includes(id))) return
      if (!this.running || deadline.aborted)
        throw new Error(`Broker ${this.id} of ${this.#cluster.name} did not start:\n${this.#service?.tail()}`)
      await delay(POLL_MS)
    }
  }

  #format(): string[] {
    if (existsSync(join(this.#settings.directory, META))) return []
    const users = this.id === this.#cluster.controller.id ? scramUsers(this.#cluster) : []
    return ['--cluster-id', this.#cluster.clusterId, ...users.flatMap(user => ['--add-scram', user])]
  }
}

const META = 'meta.properties'

/** The id of the cluster that a directory of a broker belongs to already. */
export function formattedAs(directory: string): string | undefined {
  const meta = join(directory, META)
  return existsSync(meta) ? /^cluster\.id=(.+)$/m.exec(readFileSync(meta, 'utf8'))?.[1] : undefined
}
