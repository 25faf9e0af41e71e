import { isDeepStrictEqual } from 'node:util'
import { Cluster, type ClusterOptions, type UpstreamSettings, type Watched } from '@tidegate/proxy'
import type { TopicMoves } from '../shown-topics.ts'

export type ClusterSpec = { readonly properties: Readonly<Record<string, string>> }

export type PhysicalClusterOptions = Omit<ClusterOptions, 'settings'> & {
  /** The topics that somebody may see. */
  readonly topics: Watched
  /** Throws INVALID with the name of the property that is wrong. */
  settingsOf(properties: Readonly<Record<string, string>>): UpstreamSettings
  /** Called after the brokers, the reachability, or the connection that is in force changed. */
  readonly changed: () => void
}

/**
 * The connection to one physical cluster. An edit is taken up once the cluster answers by it; until then, and for ever
 * where it is wrong, what ran before goes on.
 */
export class PhysicalCluster {
  static #incarnations = 0
  readonly #options: PhysicalClusterOptions
  #incarnation = 0
  #spec: ClusterSpec
  #current: Cluster
  #next: { readonly spec: ClusterSpec; readonly cluster: Cluster } | undefined
  #refused: unknown

  /** Throws INVALID where the settings are wrong. */
  constructor(spec: ClusterSpec, options: PhysicalClusterOptions) {
    this.#options = options
    this.#spec = spec
    this.#current = this.#start(spec)
    this.#incarnation = ++PhysicalCluster.#incarnations
  }

  get current(): Cluster {
    return this.#current
  }

  /** Another number for each connection that was ever in force. */
  get incarnation(): number {
    return this.#incarnation
  }

  /** Why the last edit is not in force. */
  get editError(): unknown {
    return this.#refused ?? this.#next?.cluster.error
  }

  update(spec: ClusterSpec): true {
    void this.#next?.cluster.stop()
    this.#next = undefined
    this.#refused = undefined
    if (isDeepStrictEqual(spec, this.#spec)) return true
    try {
      this.#next = { spec, cluster: this.#start(spec) }
    } catch (error) {
      this.#refused = error
    }
    return true
  }

  /** Takes up what has changed among the topics that somebody may see. */
  follow({ came, went }: TopicMoves): void {
    for (const cluster of [this.#current, this.#next?.cluster]) {
      for (const topic of went) cluster?.topics.forget(topic)
      if (came.length > 0) cluster?.look(came).catch(error => this.#warn(error))
    }
  }

  #warn(error: unknown): void {
    const { log, name } = this.#options
    log.warn({ physicalCluster: name, error }, 'topics could not be looked up')
  }

  /** Nobody waits for it: a connection attempt to a broker that hangs takes its time to end. */
  stop(): void {
    void this.#current.stop()
    void this.#next?.cluster.stop()
  }

  #start({ properties }: ClusterSpec): Cluster {
    const { settingsOf, changed, topics, ...options } = this.#options
    const cluster = new Cluster({ ...options, settings: settingsOf(properties) })
    cluster.topics.watch(topics)
    cluster.onChange = () => {
      if (this.#next?.cluster === cluster && cluster.topology) this.#takeUp(this.#next)
      changed()
    }
    cluster.start()
    return cluster
  }

  #takeUp({ spec, cluster }: { readonly spec: ClusterSpec; readonly cluster: Cluster }): void {
    const before = this.#current
    this.#next = undefined
    this.#spec = spec
    this.#current = cluster
    this.#incarnation = ++PhysicalCluster.#incarnations
    void before.stop()
  }
}
