import { GatewayError } from '@tidegate/errors'
import { type Admission, Budget, type Limits, Listener, type Log, type UpstreamSettings } from '@tidegate/proxy'
import { coalesce, createReconciler, type Reconciler } from '@tidegate/reconciler'
import type { ClusterReport, ResourceError, Slot } from '@tidegate/store'
import { type AclStore, type Node, type Nodes, type VirtualIdentity, virtualGate } from '@tidegate/vcluster'
import { Picture, type Update } from '../picture.ts'
import { ShownTopics } from '../shown-topics.ts'
import { Identities, type IdentityOptions } from './identities.ts'
import { createLoopMetrics } from './metrics.ts'
import { type ClusterSpec, PhysicalCluster } from './physical-cluster.ts'
import { clientsOf, linesOf, Refusals } from './record.ts'
import type { LoopReport } from './rpc.ts'
import { Uses } from './uses.ts'
import { Views } from './views.ts'

export type LoopOptions = IdentityOptions & {
  readonly loop: number
  readonly loops: number
  readonly bindHost: string
  readonly advertisedHost: string
  readonly portStart: number
  readonly clusterOrder: readonly string[]
  readonly limits: Limits
  readonly log: Log
  readonly admission: Admission
  readonly acls: AclStore
  readonly random: () => number
  settingsOf(properties: Readonly<Record<string, string>>): UpstreamSettings
  allotSlots(physicalCluster: string, brokerIds: readonly number[]): Promise<readonly Slot[]>
  /** Rejects with CONFLICT where another process listens on that port. */
  claim(port: number): Promise<void>
}

type ListenerSpec = {
  readonly physicalCluster: string
  readonly brokerId: number
  readonly port: number
  /** Of the connection that stands behind it: another one after an edit of the physical cluster. */
  readonly incarnation: number
}
type Running = {
  readonly listener: Listener<VirtualIdentity>
  update(spec: ListenerSpec): boolean
  stop(): Promise<void>
}
type Budgets = { readonly requests: Budget; readonly responses: Budget }

/** How long the addresses of a cluster that was never reached are waited for, so that first addresses follow the order of the configuration. */
const ORDER_GRACE_MS = 10_000

const messageOf = (error: unknown) =>
  error instanceof GatewayError ? error.message : 'An unexpected error: see the log of the gateway'

/** What runs on one event loop: connections to physical clusters, listeners, and the views that sessions are served by. */
export class Loop {
  readonly #options: LoopOptions
  readonly #startedAt: number
  readonly #identities: Identities
  readonly #refusals: Refusals
  readonly #uses = new Uses()
  readonly #views: Views
  readonly #picture = new Picture()
  readonly #topics = new ShownTopics()
  readonly #clusters: Reconciler<ClusterSpec, PhysicalCluster>
  readonly #listeners: Reconciler<ListenerSpec, Running>
  readonly #settle = coalesce(() => this.#openListeners())
  readonly #budgets = new Map<string, Budgets>()
  readonly #observerOf: ReturnType<typeof createLoopMetrics>['observerOf']
  readonly registry: ReturnType<typeof createLoopMetrics>['registry']
  /** What clients did since it was last taken. */
  readonly takeTally: ReturnType<typeof createLoopMetrics>['takeTally']
  #slots: readonly Slot[] = []
  #clusterErrors: ReadonlyMap<string, unknown> = new Map()
  #listenerErrors: ReadonlyMap<string, unknown> = new Map()
  #nodes: ReadonlyMap<string, ReadonlyMap<number, Node>> = new Map()
  #allotError: unknown
  #stopping = false

  constructor(options: LoopOptions) {
    this.#options = options
    this.#startedAt = options.now()
    this.#identities = new Identities(options)
    this.#refusals = new Refusals(options.now)
    this.#views = new Views(options.now)
    this.#clusters = createReconciler<ClusterSpec, PhysicalCluster>({
      start: (name, spec) => this.#startCluster(name, spec),
    })
    this.#listeners = createReconciler<ListenerSpec, Running>({ start: (_, spec) => this.#startListener(spec) })
    const state = {
      loop: options.loop,
      buffered: () => this.#buffered(),
      listeners: () => this.#listeners.running.size,
      reachable: () => this.#reachable(),
    }
    const metrics = createLoopMetrics(state, {
      refused: (...refusal) => this.#refusals.add(...refusal),
      closed: connected => connected && this.#uses.seen(connected),
    })
    this.registry = metrics.registry
    this.takeTally = metrics.takeTally
    this.#observerOf = metrics.observerOf
  }

  /** Takes up a newer picture of the desired state: names and rights at once, under live connections; only what binds restarts. */
  async apply(update: Update): Promise<void> {
    if (this.#stopping) return
    const moves = this.#picture.take(update)
    this.#slots = update.slots
    this.#identities.apply(moves)
    const topics = this.#topics.apply(moves.resources)
    for (const [name, each] of topics) this.#clusters.running.get(name)?.follow(each)
    try {
      this.#views.apply(moves.resources)
    } finally {
      // Who lost the right to be here goes, also where something else among the changes cannot be read.
      for (const { listener } of this.#listeners.running.values()) listener.recheck()
    }
    await this.#reconcileClusters()
  }

  /** Tries again what could not be started. */
  async retry(): Promise<void> {
    const failed = this.#allotError !== undefined || this.#clusterErrors.size + this.#listenerErrors.size > 0
    if (this.#picture.point && failed) await this.#reconcileClusters()
  }

  async #reconcileClusters(): Promise<void> {
    const serving = [...this.#picture.all('PhysicalCluster')].filter(({ spec }) => spec.role !== 'failover')
    const desired = new Map(serving.map(({ metadata, spec }) => [metadata.name, { properties: spec.properties }]))
    this.#clusterErrors = await this.#clusters.reconcile(desired)
    this.#shareBudgets()
    void this.#settle().catch(error => this.#options.log.error({ error }, 'listeners could not be brought up to date'))
  }

  async stop(drainMs: number): Promise<void> {
    this.#stopping = true
    this.#views.stop()
    await Promise.all([...this.#listeners.running.values()].map(({ listener }) => listener.stop(drainMs)))
    await this.#listeners.stop()
    await this.#clusters.stop()
  }

  report(): LoopReport {
    const connected = [...this.#listeners.running].map(
      ([name, { listener }]) => [name, linesOf(listener.connected())] as const,
    )
    for (const { latest } of connected.flatMap(([, lines]) => lines)) this.#uses.seen(latest)
    return {
      clusters: this.#clusterReports(),
      errors: this.#errors(),
      clients: connected.flatMap(([name, lines]) => clientsOf(clusterOf(name), lines)),
      refusals: this.#refusals.last,
      used: this.#uses.take(),
    }
  }

  #clusterReports(): ClusterReport[] {
    return [...this.#clusters.running].map(
      ([
        name,
        {
          current: { topology, error },
        },
      ]) => ({
        name,
        reachable: topology !== undefined && error === undefined,
        ...(error && { error: messageOf(error) }),
        brokers: this.#slots
          .filter(slot => slot.physicalCluster === name)
          .map(slot => ({
            id: slot.brokerId,
            address: `${this.#options.advertisedHost}:${this.#options.portStart + slot.slot}`,
            live: topology?.brokers.has(slot.brokerId) ?? false,
          })),
      }),
    )
  }

  unready(): string[] {
    if (!this.#picture.point) return ['the configuration was not read yet']
    const listeners = [...this.#listenerErrors.values()].map(messageOf)
    const waiting = this.#clusters.running.size > 0 && this.#listeners.running.size === 0
    return waiting ? [...listeners, 'no physical cluster was reached yet'] : listeners
  }

  #errors(): ResourceError[] {
    const about = (name: string, message: string) => ({ kind: 'PhysicalCluster', name, message })
    const unreachable = [...this.#clusters.running].flatMap(([name, { current, editError }]) => [
      ...(current.error ? [about(name, messageOf(current.error))] : []),
      ...(editError
        ? [about(name, `The last edit is not in force, and what ran before goes on: ${messageOf(editError)}`)]
        : []),
    ])
    return [
      ...[...this.#clusterErrors].map(([name, error]) => about(name, messageOf(error))),
      ...unreachable,
      ...[...this.#listenerErrors].map(([name, error]) => about(clusterOf(name), messageOf(error))),
      ...this.#missingTopics(),
    ]
  }

  #missingTopics(): ResourceError[] {
    const missing = [...this.#clusters.running].flatMap(([name, { current }]) =>
      [...current.topics.missing].flatMap(topic => this.#topics.showing(name, topic)),
    )
    return missing.map(({ metadata, spec: { physicalName, physicalCluster } }) => {
      const message = `Physical topic ${physicalName} is not to be seen on cluster ${physicalCluster}: create it, let the gateway’s principal describe it, or remove the alias`
      return { kind: 'AliasTopic', vCluster: metadata.vCluster, name: metadata.name, message }
    })
  }

  #startCluster(name: string, spec: ClusterSpec): PhysicalCluster {
    const { log, random, settingsOf } = this.#options
    const topics = this.#topics.watched(name)
    const changed = () =>
      void this.#settle().catch(error => log.error({ error }, 'listeners could not be brought up to date'))
    return new PhysicalCluster(spec, { name, log, random, settingsOf, topics, changed })
  }

  async #startListener(spec: ListenerSpec): Promise<Running> {
    const { bindHost: host, loops, limits, log, now, admission, claim } = this.#options
    const { port, physicalCluster } = spec
    const reusePort = loops > 1
    if (reusePort) await claim(port)
    const listener = await Listener.start(
      { host, port },
      {
        gate: this.#gateOf(spec),
        reusePort,
        limits,
        admission,
        budgets: this.#budgetsOf(physicalCluster),
        log,
        observer: this.#observerOf(physicalCluster),
        now,
      },
    )
    return {
      listener,
      update: next => {
        if (next.port !== port) return false
        listener.replace(this.#gateOf(next))
        return true
      },
      stop: () => listener.stop(),
    }
  }

  #gateOf({ physicalCluster, brokerId }: ListenerSpec) {
    return virtualGate({
      cluster: (this.#clusters.running.get(physicalCluster) as PhysicalCluster).current,
      brokerId,
      nodes: this.#nodesOf(physicalCluster),
      acls: this.#options.acls,
      viewOf: name => this.#views.of(name),
      verify: async (credentials, client) => {
        try {
          const identity = await this.#identities.verify(credentials)
          this.#refusals.claimed(client, identity.virtualCluster)
          return identity
        } catch (error) {
          const claimed = this.#identities.virtualClusterOf(credentials)
          if (claimed !== undefined) this.#refusals.claimed(client, claimed)
          throw error
        }
      },
      usedOldName: (alias, caller) => this.#uses.named(alias, caller, this.#options.now()),
      validUntil: identity => this.#identities.validUntil(identity),
    })
  }

  /** A share for each physical cluster, so that the trouble of one does not hold up the clients of another. */
  #budgetsOf(physicalCluster: string): Budgets {
    const { now } = this.#options
    const budgets = this.#budgets.get(physicalCluster) ?? {
      requests: new Budget({ most: this.#share, now }),
      responses: new Budget({ most: this.#share, now }),
    }
    this.#budgets.set(physicalCluster, budgets)
    return budgets
  }

  get #share(): number {
    const { limits, loops } = this.#options
    return limits.bufferedBytes / 2 / loops / Math.max(1, this.#clusters.running.size)
  }

  #shareBudgets(): void {
    for (const [name, { requests, responses }] of this.#budgets) {
      if (!this.#clusters.running.has(name)) this.#budgets.delete(name)
      requests.most = this.#share
      responses.most = this.#share
    }
  }

  #buffered() {
    const all = [...this.#budgets.values()]
    return {
      requests: all.reduce((bytes, { requests }) => bytes + requests.held, 0),
      responses: all.reduce((bytes, { responses }) => bytes + responses.held, 0),
    }
  }

  #reachable(): ReadonlyMap<string, boolean> {
    return new Map(this.#clusterReports().map(({ name, reachable }) => [name, reachable]))
  }

  async #openListeners(): Promise<void> {
    // Who cannot be given an address now, for the database is away, does not keep the others from theirs.
    await this.#allot().then(
      () => {
        this.#allotError = undefined
      },
      error => {
        this.#allotError = error
        this.#options.log.warn({ error }, 'new brokers could not be given addresses')
      },
    )
    if (this.#stopping) return
    const desired = this.#slots.flatMap(({ physicalCluster, brokerId, slot }): [string, ListenerSpec][] => {
      const cluster = this.#clusters.running.get(physicalCluster)
      const port = this.#options.portStart + slot
      if (!cluster?.current.topology) return []
      const { incarnation } = cluster
      return [[`${physicalCluster}/${brokerId}`, { physicalCluster, brokerId, port, incarnation }]]
    })
    this.#listenerErrors = await this.#listeners.reconcile(new Map(desired))
    this.#nodes = this.#openNodes()
    for (const [name, error] of this.#listenerErrors)
      this.#options.log.error({ listener: name, error }, 'an address could not be opened')
  }

  /** Each broker gets an address once, and keeps it. */
  async #allot(): Promise<void> {
    const { clusterOrder, now, allotSlots } = this.#options
    const place = (name: string) => (clusterOrder.includes(name) ? clusterOrder.indexOf(name) : clusterOrder.length)
    const clusters = [...this.#clusters.running].sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    for (const [name, { current }] of clusters) {
      const { topology } = current
      const allotted = new Set(this.#slots.filter(slot => slot.physicalCluster === name).map(slot => slot.brokerId))
      if (!topology && allotted.size === 0 && now() - this.#startedAt < ORDER_GRACE_MS) return
      const missing = [...(topology?.brokers.keys() ?? [])].filter(id => !allotted.has(id))
      if (missing.length > 0) this.#slots = await allotSlots(name, missing)
    }
  }

  #nodesOf(physicalCluster: string): Nodes {
    const none: ReadonlyMap<number, Node> = new Map()
    const open = () => this.#nodes.get(physicalCluster) ?? none
    const live = (brokerId: number) =>
      this.#clusters.running.get(physicalCluster)?.current.topology?.brokers.has(brokerId)
    return {
      of: brokerId => open().get(brokerId),
      all: () => [...open()].filter(([brokerId]) => live(brokerId)).map(([, node]) => node),
    }
  }

  /** Virtual node ids count the addresses of one cluster in the order they were allotted, so no id ever moves. */
  #openNodes(): ReadonlyMap<string, ReadonlyMap<number, Node>> {
    const { advertisedHost: host, portStart } = this.#options
    const open = ({ physicalCluster, brokerId }: Slot) => this.#listeners.running.has(`${physicalCluster}/${brokerId}`)
    const clusters = Map.groupBy(this.#slots, ({ physicalCluster }) => physicalCluster)
    return new Map(
      [...clusters].map(([cluster, slots]) => {
        const nodes = slots.map((slot, id) => ({ slot, node: { id, host, port: portStart + slot.slot } }))
        return [cluster, new Map(nodes.filter(({ slot }) => open(slot)).map(({ slot, node }) => [slot.brokerId, node]))]
      }),
    )
  }
}

/** Of a listener's name. */
const clusterOf = (listener: string) => listener.slice(0, listener.lastIndexOf('/'))
