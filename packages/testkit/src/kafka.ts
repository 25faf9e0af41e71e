import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Broker, formattedAs } from './broker.ts'
import { type ClusterSettings, type Mechanism, signIn } from './broker-properties.ts'
import { freePort, freePorts } from './ports.ts'
import type { Properties } from './properties.ts'
import { temporaryDirectory } from './temporary-directory.ts'

export type KafkaOptions = {
  /** For error messages. */
  readonly name?: string
  /** The first is also the controller. */
  readonly brokerIds?: readonly number[]
  /** Where clients connect, one for each broker; free ports if left out. */
  readonly ports?: readonly number[]
  /** Any address of loopback. One other than 127.0.0.1 can be told from a gateway's in what clients see. */
  readonly host?: string
  readonly security?: 'PLAINTEXT' | 'SASL_PLAINTEXT'
  readonly mechanisms?: readonly Mechanism[]
  /** Passwords by user name. */
  readonly users?: Readonly<Record<string, string>>
  readonly authorizer?: boolean
  readonly superUsers?: readonly string[]
  /** Added to every broker's server.properties. */
  readonly properties?: Properties
  /** Flags of the JVM, which win over those of the test kit. */
  readonly jvm?: readonly string[]
  /** Keeps the data: a later start with the same directory finds it. Without one, nothing is left. */
  readonly dir?: string
}

/** A KRaft cluster of real brokers; resolves when each of them serves and knows all others. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaCluster> {
  const { brokerIds = [1], ports = [], dir } = options
  const directory = dir ?? temporaryDirectory()
  mkdirSync(directory, { recursive: true })
  const settings = await settingsOf(options, brokerIds[0]!, directory)
  const cluster = new KafkaCluster(settings, directory, dir !== undefined)
  try {
    await cluster.start(brokerIds, ports)
    return cluster
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function settingsOf(options: KafkaOptions, controllerId: number, directory: string): Promise<ClusterSettings> {
  const users = options.users ?? { admin: 'admin-secret' }
  return {
    name: options.name ?? 'kafka',
    clusterId: formattedAs(join(directory, String(controllerId))) ?? randomClusterId(),
    host: options.host ?? '127.0.0.1',
    controller: { id: controllerId, port: await freePort() },
    security: options.security ?? 'PLAINTEXT',
    mechanisms: options.mechanisms ?? ['PLAIN'],
    users,
    authorizer: options.authorizer ?? false,
    superUsers: options.superUsers ?? Object.keys(users).slice(0, 1),
    properties: options.properties ?? {},
    jvm: options.jvm ?? [],
  }
}

/** Kafka's tools take an id that begins with a dash for an option. */
const randomClusterId = () => randomBytes(16).toString('base64url').replace(/^-/, 'k')

export class KafkaCluster implements AsyncDisposable {
  readonly #settings: ClusterSettings
  readonly #directory: string
  readonly #kept: boolean
  readonly #brokers: Broker[] = []

  constructor(settings: ClusterSettings, directory: string, kept: boolean) {
    this.#settings = settings
    this.#directory = directory
    this.#kept = kept
  }

  get name(): string {
    return this.#settings.name
  }

  get clusterId(): string {
    return this.#settings.clusterId
  }

  get brokers(): readonly Broker[] {
    return this.#brokers
  }

  get bootstrap(): string {
    return this.#brokers.map(({ host, port }) => `${host}:${port}`).join(',')
  }

  /** All at once, also those that were stopped. */
  async start(ids: readonly number[] = [], ports: readonly number[] = []): Promise<void> {
    for (const [i, id] of ids.entries()) this.#brokers.push(await this.#create(id, ports[i]))
    await Promise.all(this.#brokers.map(broker => broker.start()))
    const all = this.#brokers.map(({ id }) => id)
    await Promise.all(this.#brokers.map(broker => broker.knows(all)))
  }

  /** Resolves when the new broker serves and the running ones know it. */
  async addBroker(id: number, port?: number): Promise<Broker> {
    const broker = await this.#create(id, port)
    const others = this.#brokers.filter(({ running }) => running)
    this.#brokers.push(broker)
    await broker.start()
    await Promise.all(others.map(other => other.knows([id])))
    return broker
  }

  /** What a client sets to connect: as the first of the users, by the first of the mechanisms, unless told. */
  clientProperties(user?: string, mechanism?: Mechanism): Record<string, string> {
    const { security, users, mechanisms } = this.#settings
    const bootstrap = { 'bootstrap.servers': this.bootstrap, 'security.protocol': security }
    if (security === 'PLAINTEXT') return bootstrap
    const name = user ?? Object.keys(users)[0]!
    const password = users[name]
    if (password === undefined) throw new Error(`${this.name} has no user ${name}.`)
    return { ...bootstrap, ...signIn(mechanism ?? mechanisms[0]!, name, password) }
  }

  /** In good order where the data is kept: the controller goes last, because brokers sign off with it. */
  async stop(): Promise<void> {
    const signal = this.#kept ? 'SIGTERM' : 'SIGKILL'
    const [controller, ...others] = this.#brokers
    await Promise.all(others.map(broker => broker.stop(signal)))
    await controller?.stop(signal)
    if (!this.#kept) rmSync(this.#directory, { recursive: true, force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #create(id: number, clientPort?: number): Promise<Broker> {
    const free = await freePorts(2)
    const port = clientPort ?? free
    const internalPort = this.#settings.security === 'PLAINTEXT' ? port : free + 1
    return new Broker(this.#settings, { id, port, internalPort, directory: join(this.#directory, String(id)) })
  }
}
