import { setTimeout as delay } from 'node:timers/promises'
import { GatewayError } from '@tidegate/errors'
import { apiNamed, type Body } from '@tidegate/protocol'
import type { Log } from './exchange.ts'
import { TopicTable } from './topics.ts'
import { type Address, UpstreamConnection, type UpstreamSettings } from './upstream.ts'

export type Broker = Address & { readonly id: number; readonly rack: string | null }

export type VersionRange = readonly [min: number, max: number]

export type Topology = {
  readonly clusterId: string | null
  readonly controllerId: number
  readonly brokers: ReadonlyMap<number, Broker>
  /** What every broker of the cluster understands, by API key. */
  readonly versions: ReadonlyMap<number, VersionRange>
  /** Finalized features that clients read, and the epoch of that list. */
  readonly features: ReadonlyMap<string, number>
  readonly featuresEpoch: bigint
}

export type ClusterOptions = {
  readonly name: string
  readonly settings: UpstreamSettings
  readonly log: Log
  readonly random: () => number
  /** How often the brokers are looked at when nothing else shows a change, in milliseconds. */
  readonly pollMs?: number
}

const metadata = apiNamed('Metadata')
const apiVersions = apiNamed('ApiVersions')

/** Metadata v10 is the first to carry topic ids (KIP-516); every broker from 2.8 on has it. */
const METADATA_VERSIONS: VersionRange = [10, 13]

const BACKOFF_MS = { first: 100, most: 10_000 }

/**
 * What the gateway knows of one physical cluster, kept fresh over a connection of its own. All sessions share it, so that
 * clients of hidden leader epochs never see the picture go back in time.
 */
export class Cluster {
  readonly name: string
  readonly topics = new TopicTable()
  readonly #options: ClusterOptions
  readonly #versionsOf = new Map<string, Body>()
  readonly #standIns = new Map<UpstreamConnection, number>()
  readonly #stop = new AbortController()
  #topology: Topology | undefined
  #control: UpstreamConnection | undefined
  #error: Error | undefined
  #finished: Promise<void> = Promise.resolve()
  #refreshing: Promise<void> | undefined
  #learning: Promise<void> | undefined
  /** Called after the brokers, their versions or the reachability changed. */
  onChange: () => void = () => {}

  constructor(options: ClusterOptions) {
    this.name = options.name
    this.#options = options
  }

  /** Undefined until the cluster was reached for the first time. */
  get topology(): Topology | undefined {
    return this.#topology
  }

  /** Why the cluster cannot be reached now. */
  get error(): Error | undefined {
    return this.#error
  }

  start(): void {
    this.#finished = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#control?.close()
    await this.#finished
  }

  /**
   * A new connection to that broker. Where the cluster does not list it, another one stands in, so that an address that
   * was given away still leads into the cluster; as soon as the broker is listed again such a connection is ended, for
   * the one that stands in leads none of its partitions.
   */
  async dial(brokerId: number): Promise<UpstreamConnection> {
    const { settings } = this.#options
    const brokers = this.#topology?.brokers
    const own = brokers?.get(brokerId)
    const address = own ?? brokers?.values().next().value
    if (!address) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The physical cluster was not reached yet')
    const connection = await UpstreamConnection.connect(address, settings)
    if (!own) this.#keepStandIn(brokerId, connection)
    return connection
  }

  #keepStandIn(brokerId: number, connection: UpstreamConnection): void {
    this.#standIns.set(connection, brokerId)
    void connection.closed.then(() => this.#standIns.delete(connection))
    this.#endStandIns()
  }

  #endStandIns(): void {
    for (const [connection, brokerId] of this.#standIns) if (this.#topology?.brokers.has(brokerId)) connection.close()
  }

  /** The version the gateway itself uses. */
  get metadataVersion(): number {
    return Math.min(METADATA_VERSIONS[1], this.#topology?.versions.get(metadata.key)?.[1] ?? METADATA_VERSIONS[0])
  }

  /** Asks the cluster for the topics in `names`; calls made meanwhile share the next request. */
  async refresh(): Promise<void> {
    this.#refreshing ??= this.#load().finally(() => {
      this.#refreshing = undefined
    })
    await this.#refreshing
  }

  #load(): Promise<void> {
    return this.look([...this.topics.watched.keys()])
  }

  /** Asks the cluster for these topics; where it is not reached now, it is asked for all once it is. */
  async look(names: readonly string[]): Promise<void> {
    const control = this.#control
    if (control) await this.#ask(control, names)
  }

  async #ask(control: UpstreamConnection, names: readonly string[]): Promise<void> {
    const body = { topics: names.map(name => ({ name })), allowAutoTopicCreation: false }
    const answer = await control.ask(metadata, this.metadataVersion, body)
    this.topics.observe(answer.topics)
    await this.#learn(answer)
  }

  /** Takes in a Metadata response (v10 or later) that a client asked for; brokers that are new in it are looked at meanwhile. */
  observe(body: Body): void {
    this.topics.observe(body.topics)
    this.#learn(body).catch(error =>
      this.#options.log.warn({ physicalCluster: this.name, error }, 'new brokers could not be looked at'),
    )
  }

  #learn(body: Body): Promise<void> {
    this.#learning ??= this.#takeIn(body).finally(() => {
      this.#learning = undefined
    })
    return this.#learning
  }

  async #takeIn(body: Body): Promise<void> {
    const brokers = new Map<number, Broker>(
      body.brokers.map(({ nodeId, host, port, rack }: Body) => [nodeId, { id: nodeId, host, port, rack }]),
    )
    if (brokers.size === 0 || !this.#changed(brokers)) return
    await this.#learnVersions(brokers)
    this.#topology = {
      ...intersect([...this.#versionsOf.values()]),
      clusterId: body.clusterId,
      controllerId: body.controllerId,
      brokers,
    }
    this.#endStandIns()
    this.onChange()
  }

  #changed(brokers: ReadonlyMap<number, Broker>): boolean {
    const known = this.#topology?.brokers
    if (known?.size !== brokers.size) return true
    return [...brokers.values()].some(({ id, host, port }) => {
      const before = known.get(id)
      return before?.host !== host || before.port !== port
    })
  }

  /** A broker that cannot be asked now is left out: it is asked when it shows up again. */
  async #learnVersions(brokers: ReadonlyMap<number, Broker>): Promise<void> {
    const key = ({ id, host, port }: Broker) => `${id}@${host}:${port}`
    const wanted = new Map([...brokers.values()].map(broker => [key(broker), broker]))
    for (const gone of [...this.#versionsOf.keys()].filter(each => !wanted.has(each))) this.#versionsOf.delete(gone)
    const unknown = [...wanted].filter(([each]) => !this.#versionsOf.has(each))
    await Promise.all(
      unknown.map(async ([each, broker]) => {
        try {
          const connection = await UpstreamConnection.connect(broker, this.#options.settings)
          this.#versionsOf.set(each, await askVersions(connection))
          connection.close()
        } catch (error) {
          this.#options.log.warn(
            { physicalCluster: this.name, broker: broker.id, error },
            'a broker could not be asked for its versions',
          )
        }
      }),
    )
    if (this.#versionsOf.size === 0) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'No broker of the cluster answers')
  }

  async #run(): Promise<void> {
    let attempt = 0
    while (!this.#stop.signal.aborted) {
      try {
        await this.#follow(() => {
          attempt = 0
        })
      } catch (error) {
        if (this.#stop.signal.aborted) return
        this.#fail(error as Error)
      }
      attempt += 1
      const backoff = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** attempt)
      await this.#wait(backoff * (0.5 + this.#options.random() / 2))
    }
  }

  /** Connects to whichever broker answers, then polls until that connection fails. */
  async #follow(reached: () => void): Promise<void> {
    const { settings, pollMs = 1_000 } = this.#options
    const control = await this.#connectAny([...settings.bootstrap, ...(this.#topology?.brokers.values() ?? [])])
    this.#control = control
    try {
      await this.#ask(control, [...this.topics.watched.keys()])
      reached()
      this.#recover()
      while (!this.#stop.signal.aborted) {
        await this.#wait(pollMs)
        await this.#ask(control, [...this.topics.missing])
      }
    } finally {
      this.#control = undefined
      control.close()
    }
  }

  async #connectAny(addresses: readonly Address[]): Promise<UpstreamConnection> {
    const failures: unknown[] = []
    for (const address of addresses) {
      try {
        return await UpstreamConnection.connect(address, this.#options.settings)
      } catch (error) {
        failures.push(error)
      }
    }
    const first = failures[0]
    throw first instanceof GatewayError
      ? first
      : new GatewayError('UPSTREAM_UNAVAILABLE', 'No bootstrap server answers', first)
  }

  #fail(error: Error): void {
    const { log } = this.#options
    if (!this.#error)
      log.warn({ physicalCluster: this.name, error, cause: error.cause }, 'the physical cluster cannot be reached')
    this.#error = error
    this.onChange()
  }

  #recover(): void {
    if (!this.#error) return
    this.#error = undefined
    this.#options.log.info({ physicalCluster: this.name }, 'the physical cluster is reached again')
    this.onChange()
  }

  async #wait(ms: number): Promise<void> {
    try {
      await delay(ms, undefined, { signal: this.#stop.signal })
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error
    }
  }
}

function askVersions(connection: UpstreamConnection): Promise<Body> {
  const request = { clientSoftwareName: 'tidegate', clientSoftwareVersion: '1' }
  return connection.ask(apiVersions, 3, request)
}

function intersect(answers: readonly Body[]): Pick<Topology, 'versions' | 'features' | 'featuresEpoch'> {
  const versions = new Map<number, VersionRange>()
  const [first, ...rest] = answers.map(
    ({ apiKeys }) =>
      new Map<number, VersionRange>(apiKeys.map((each: Body) => [each.apiKey, [each.minVersion, each.maxVersion]])),
  )
  for (const [key, range] of first ?? []) {
    const ranges = [range, ...rest.map(each => each.get(key) ?? ([1, 0] as const))]
    const both: VersionRange = [Math.max(...ranges.map(each => each[0])), Math.min(...ranges.map(each => each[1]))]
    if (both[0] <= both[1]) versions.set(key, both)
  }
  const newest = answers.reduce((a, b) => (b.finalizedFeaturesEpoch > a.finalizedFeaturesEpoch ? b : a))
  const features = new Map<string, number>(
    newest.finalizedFeatures.map((each: Body) => [each.name, each.maxVersionLevel]),
  )
  return { versions, features, featuresEpoch: newest.finalizedFeaturesEpoch }
}
