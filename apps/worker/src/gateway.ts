import { GatewayError } from '@tidegate/errors'
import {
  Admission,
  Cluster,
  type Limits,
  Listener,
  type Log,
  type Observer,
  type UpstreamSettings,
} from '@tidegate/proxy'
import { coalesce, createReconciler, type Reconciler } from '@tidegate/reconciler'
import type { ClusterReport, ResourceError, Slot, Snapshot, WorkerReport } from '@tidegate/store'
import {
  type AclStore,
  type Node,
  type Nodes,
  type View,
  type ViewSpec,
  type VirtualIdentity,
  virtualGate,
} from '@tidegate/vcluster'
import { ofKind, viewsOf } from './desired.ts'

export type GatewayOptions = {
  readonly bindHost: string
  readonly advertisedHost: string
  readonly portStart: number
  /** Physical clusters in the order in which their brokers are given addresses for the first time. */
  readonly clusterOrder: readonly string[]
  readonly log: Log
  readonly observer: Observer<VirtualIdentity>
  readonly limits: Limits
  readonly acls: AclStore
  readonly now: () => number
  readonly random: () => number
  settingsOf(properties: Readonly<Record<string, string>>): UpstreamSettings
  /** Checks the signature of a token and what it claims. */
  verifyToken(token: string): Promise<{ id: string; username: string; vCluster: string; expiresAt: number }>
  allotSlots(physicalCluster: string, brokerIds: readonly number[]): Promise<readonly Slot[]>
}

type ClusterSpec = { readonly properties: Readonly<Record<string, string>> }
type ListenerSpec = {
  readonly physicalCluster: string
  readonly brokerId: number
  readonly port: number
  readonly incarnation: number
}

/** How long the addresses of a cluster that was never reached are waited for, so that first addresses follow the order of the configuration. */
const ORDER_GRACE_MS = 10_000

const messageOf = (error: unknown) =>
  error instanceof GatewayError ? error.message : 'An unexpected error: see the log of the gateway'

/** What runs in this process: connections to physical clusters, listeners, and the views that sessions are served by. */
export class Gateway {
  readonly #options: GatewayOptions
  readonly #startedAt: number
  readonly #admission: Admission
  readonly #clusters: Reconciler<ClusterSpec, Cluster>
  readonly #listeners: Reconciler<ListenerSpec, Listener<VirtualIdentity>>
  readonly #settle = coalesce(() => this.#openListeners())
  #snapshot: Snapshot | undefined
  #slots: readonly Slot[] = []
  #views: ReadonlyMap<string, { spec: ViewSpec; view: View }> = new Map()
  #tokens: ReadonlyMap<string, Snapshot['tokens'][number]> = new Map()
  #accounts: ReadonlySet<string> = new Set()
  #clusterErrors: ReadonlyMap<string, unknown> = new Map()
  #listenerErrors: ReadonlyMap<string, unknown> = new Map()
  #nodes: ReadonlyMap<string, ReadonlyMap<number, Node>> = new Map()
  #allotError: unknown
  #stopping = false
  #incarnation = 0
  readonly #incarnations = new Map<string, number>()

  constructor(options: GatewayOptions) {
    this.#options = options
    this.#startedAt = options.now()
    this.#admission = new Admission(options.limits)
    this.#clusters = createReconciler<ClusterSpec, Cluster>({ start: (name, spec) => this.#startCluster(name, spec) })
    this.#listeners = createReconciler<ListenerSpec, Listener<VirtualIdentity>>({
      start: (_, spec) => this.#startListener(spec),
    })
  }

  get generation(): number {
    return this.#snapshot?.generation ?? 0
  }

  /** Swaps in a newer picture of the desired state: names and rights at once, under live connections; only what binds restarts. */
  async apply(snapshot: Snapshot): Promise<void> {
    if (this.#stopping) return
    this.#snapshot = snapshot
    this.#slots = snapshot.slots
    this.#tokens = new Map(snapshot.tokens.map(token => [token.id, token]))
    const local = ofKind(snapshot, 'GatewayServiceAccount').filter(({ spec }) => spec.type === 'LOCAL')
    this.#accounts = new Set(local.map(({ metadata }) => accountKey(metadata.vCluster ?? '', metadata.name)))
    this.#views = viewsOf(snapshot, this.#views)
    for (const listener of this.#listeners.running.values()) listener.recheck()
    const serving = ofKind(snapshot, 'PhysicalCluster').filter(({ spec }) => spec.role !== 'failover')
    const desired = new Map(serving.map(({ metadata, spec }) => [metadata.name, { properties: spec.properties }]))
    this.#clusterErrors = await this.#clusters.reconcile(desired)
    this.#watchTopics()
    await this.#settle()
  }

  /** Tries again what could not be started. */
  async retry(): Promise<void> {
    const failed = this.#allotError !== undefined || this.#clusterErrors.size + this.#listenerErrors.size > 0
    if (this.#snapshot && failed) await this.apply(this.#snapshot)
  }

  /** Not ready from now on; what is in flight may be answered for that long. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#listeners.running.values()].map(listener => listener.stop(drainMs)))
    await this.#listeners.stop()
    await this.#clusters.stop()
  }

  /** Where clients of a virtual cluster connect to; undefined until it has an alias topic and its cluster was reached once. */
  bootstrapServers(virtualCluster: string): string | undefined {
    const cluster = this.#views.get(virtualCluster)?.view.physicalCluster
    const slots = this.#slots.filter(slot => slot.physicalCluster === cluster)
    return slots.length > 0 ? slots.map(slot => this.#address(slot)).join(',') : undefined
  }

  /** The properties of a physical cluster, secrets included. Throws NOT_FOUND. */
  propertiesOf(physicalCluster: string): Readonly<Record<string, string>> {
    const all = this.#snapshot ? ofKind(this.#snapshot, 'PhysicalCluster') : []
    const found = all.find(({ metadata }) => metadata.name === physicalCluster)
    if (!found) throw new GatewayError('NOT_FOUND', `PhysicalCluster ${physicalCluster} does not exist`)
    return found.spec.properties
  }

  /** What this process has to say of itself. */
  report(): Pick<WorkerReport, 'generation' | 'clusters' | 'addresses' | 'errors'> {
    const addresses = [...this.#views.keys()].flatMap(name => {
      const servers = this.bootstrapServers(name)
      return servers ? [[name, servers]] : []
    })
    return {
      generation: this.generation,
      clusters: this.#clusterReports(),
      addresses: Object.fromEntries(addresses),
      errors: this.errors(),
    }
  }

  #clusterReports(): ClusterReport[] {
    return [...this.#clusters.running.values()].map(({ name, topology, error }) => ({
      name,
      reachable: topology !== undefined && error === undefined,
      ...(error && { error: messageOf(error) }),
      brokers: this.#slots
        .filter(slot => slot.physicalCluster === name)
        .map(slot => ({
          id: slot.brokerId,
          address: this.#address(slot),
          live: topology?.brokers.has(slot.brokerId) ?? false,
        })),
    }))
  }

  /** What keeps clients from being served, in sentences; empty when nothing does. */
  unready(): string[] {
    if (this.#stopping) return ['the gateway stops']
    if (!this.#snapshot) return ['the configuration was not read yet']
    const listeners = [...this.#listenerErrors.values()].map(messageOf)
    const waiting = this.#clusters.running.size > 0 && this.#listeners.running.size === 0
    return waiting ? [...listeners, 'no physical cluster was reached yet'] : listeners
  }

  errors(): ResourceError[] {
    const about = (name: string, error: unknown) => ({ kind: 'PhysicalCluster', name, message: messageOf(error) })
    const unreachable = [...this.#clusters.running.values()].flatMap(({ name, error }) =>
      error ? [about(name, error)] : [],
    )
    const listeners = [...this.#listenerErrors].map(([name, error]) =>
      about(name.slice(0, name.lastIndexOf('/')), error),
    )
    return [
      ...[...this.#clusterErrors].map(([name, error]) => about(name, error)),
      ...unreachable,
      ...listeners,
      ...this.#missingTopics(),
    ]
  }

  #missingTopics(): ResourceError[] {
    if (!this.#snapshot) return []
    return ofKind(this.#snapshot, 'AliasTopic').flatMap(({ metadata, spec }) => {
      const cluster = this.#clusters.running.get(spec.physicalCluster)
      if (!cluster?.topics.missing.has(spec.physicalName)) return []
      const message = `Physical topic ${spec.physicalName} is not to be seen on cluster ${spec.physicalCluster}: create it, let the gateway’s principal describe it, or remove the alias`
      return [{ kind: 'AliasTopic', vCluster: metadata.vCluster, name: metadata.name, message }]
    })
  }

  #startCluster(name: string, { properties }: ClusterSpec): Cluster {
    const { log, random, settingsOf } = this.#options
    const cluster = new Cluster({ name, settings: settingsOf(properties), log, random })
    this.#incarnation += 1
    this.#incarnations.set(name, this.#incarnation)
    cluster.onChange = () =>
      void this.#settle().catch(error => log.error({ error }, 'listeners could not be brought up to date'))
    cluster.start()
    return cluster
  }

  #startListener({ physicalCluster, brokerId, port }: ListenerSpec): Promise<Listener<VirtualIdentity>> {
    const { bindHost, log, observer, acls, limits, now } = this.#options
    const gate = virtualGate({
      cluster: this.#clusters.running.get(physicalCluster) as Cluster,
      brokerId,
      nodes: this.#nodesOf(physicalCluster),
      acls,
      viewOf: name => this.#views.get(name)?.view,
      verify: credentials => this.#verify(credentials),
      validUntil: identity => this.#validUntil(identity),
    })
    return Listener.start({ host: bindHost, port }, { gate, limits, admission: this.#admission, log, observer, now })
  }

  #watchTopics(): void {
    for (const cluster of this.#clusters.running.values()) {
      const views = [...this.#views.values()].filter(({ view }) => view.physicalCluster === cluster.name)
      const names = new Set(views.flatMap(({ view }) => [...view.aliases.values()]))
      const learn = [...names].some(name => !cluster.topics.watched.has(name))
      cluster.topics.watch(names)
      if (learn)
        cluster
          .refresh()
          .catch(error =>
            this.#options.log.warn({ physicalCluster: cluster.name, error }, 'topics could not be looked up'),
          )
    }
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
    const reached = this.#slots.filter(({ physicalCluster }) => this.#clusters.running.get(physicalCluster)?.topology)
    const desired = reached.map((slot): [string, ListenerSpec] => [
      `${slot.physicalCluster}/${slot.brokerId}`,
      {
        physicalCluster: slot.physicalCluster,
        brokerId: slot.brokerId,
        port: this.#options.portStart + slot.slot,
        incarnation: this.#incarnations.get(slot.physicalCluster) ?? 0,
      },
    ])
    this.#listenerErrors = await this.#listeners.reconcile(new Map(desired))
    this.#nodes = this.#openNodes()
    for (const [name, error] of this.#listenerErrors)
      this.#options.log.error({ listener: name, error }, 'an address could not be opened')
  }

  /** Each broker gets an address once, and keeps it. */
  async #allot(): Promise<void> {
    const { clusterOrder, now, allotSlots } = this.#options
    const place = (name: string) => (clusterOrder.includes(name) ? clusterOrder.indexOf(name) : clusterOrder.length)
    const clusters = [...this.#clusters.running.values()].sort(
      (a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name),
    )
    for (const { name, topology } of clusters) {
      const allotted = new Set(this.#slots.filter(slot => slot.physicalCluster === name).map(slot => slot.brokerId))
      if (!topology && allotted.size === 0 && now() - this.#startedAt < ORDER_GRACE_MS) return
      const missing = [...(topology?.brokers.keys() ?? [])].filter(id => !allotted.has(id))
      if (missing.length > 0) this.#slots = await allotSlots(name, missing)
    }
  }

  #nodesOf(physicalCluster: string): Nodes {
    const none: ReadonlyMap<number, Node> = new Map()
    const open = () => this.#nodes.get(physicalCluster) ?? none
    const live = (brokerId: number) => this.#clusters.running.get(physicalCluster)?.topology?.brokers.has(brokerId)
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

  #address({ slot }: Slot): string {
    return `${this.#options.advertisedHost}:${this.#options.portStart + slot}`
  }

  async #verify({ username, password }: { username: string; password: string }): Promise<VirtualIdentity> {
    const { id, username: owner, vCluster, expiresAt } = await this.#options.verifyToken(password)
    if (owner !== username)
      throw new GatewayError('UNAUTHENTICATED', `the token of another user was used by ${username}`)
    const token = this.#tokens.get(id)
    if (!token)
      throw new GatewayError('UNAUTHENTICATED', `a token of ${username} was used that is revoked or not known`)
    // A token that was replaced ends before the time that is signed into it.
    const until = Math.min(expiresAt, token.expiresAt.getTime())
    const principal = accountKey(vCluster, username)
    const identity = { user: username, principal, virtualCluster: vCluster, tokenId: id, expiresAt: until }
    if (this.#validUntil(identity) > this.#options.now()) return identity
    throw new GatewayError(
      'UNAUTHENTICATED',
      `${username} has no local service account in ${vCluster}, or its token was replaced`,
    )
  }

  #validUntil({ user, virtualCluster, tokenId, expiresAt = Number.POSITIVE_INFINITY }: VirtualIdentity): number {
    const token = this.#tokens.get(tokenId)
    if (!token || !this.#accounts.has(accountKey(virtualCluster, user))) return Number.NEGATIVE_INFINITY
    return Math.min(expiresAt, token.expiresAt.getTime())
  }
}

const accountKey = (virtualCluster: string, name: string) => `${virtualCluster}/${name}`
