import { type Counts, forget, type Log, newCounts } from '@tidegate/proxy'
import type { Slot, WorkerReport } from '@tidegate/store'
import type { AclStore } from '@tidegate/vcluster'
import { AggregatorRegistry } from 'prom-client'
import { mergeClients, mergeRefusals } from './loop/record.ts'
import type { LoopData, LoopRemote, LoopReport } from './loop/rpc.ts'
import { sumOfAll, type Tallied } from './loop/tally.ts'
import type { Used } from './loop/uses.ts'
import { LoopThread } from './loop-thread.ts'
import { Picture, type Update } from './picture.ts'
import { Ports } from './ports.ts'
import { ShownTopics } from './shown-topics.ts'

export type GatewayOptions = Omit<LoopData, 'loop' | 'counts'> & {
  readonly log: Log
  readonly acls: AclStore
  readonly now: () => number
  /** The module that the event loops run. */
  readonly script?: URL
  /** How long an event loop may take to answer before it is ended, in milliseconds. */
  readonly answerMs?: number
  allotSlots(physicalCluster: string, brokerIds: readonly number[]): Promise<readonly Slot[]>
}

type Report = {
  readonly state: Pick<WorkerReport, 'generation' | 'clusters' | 'addresses' | 'errors' | 'clients' | 'refusals'>
  /** Since the last report. */
  readonly used: readonly Used[]
}

/** The event loops of this process, which share its ports, and what they have to say together. */
export class Gateway {
  readonly #options: GatewayOptions
  readonly #loops: readonly LoopThread[]
  readonly #counts: Counts
  readonly #ports: Ports
  readonly #picture = new Picture()
  readonly #topics = new ShownTopics()
  /** Some event loop may not run what it was told last. */
  #inDoubt = false
  #slots: readonly Slot[] = []
  #generation = 0
  #stopping = false

  constructor(options: GatewayOptions) {
    this.#options = options
    this.#counts = newCounts(options.loops)
    this.#ports = new Ports(options.bindHost)
    this.#loops = Array.from({ length: options.loops }, (_, loop) => this.#startLoop(loop))
  }

  /** The one that every event loop runs. */
  get generation(): number {
    return this.#generation
  }

  /** What it was last told to run, secrets included. */
  get picture(): Picture {
    return this.#picture
  }

  /** Which alias topics show a physical topic. */
  get topics(): ShownTopics {
    return this.#topics
  }

  get restarts(): number {
    return this.#loops.reduce((restarts, loop) => restarts + loop.restarts, 0)
  }

  /** Resolves once names and rights are in force under live connections, on every event loop; what binds follows by itself. */
  async apply(update: Update): Promise<void> {
    if (this.#stopping) return
    const { resources } = this.#picture.take(update)
    this.#topics.apply(resources)
    this.#slots = update.slots
    // Loops that did not take what was before are told all of it.
    const told = this.#inDoubt ? this.#picture.snapshot() : update
    this.#inDoubt = true
    await Promise.all(this.#loops.map(loop => loop.ask(remote => remote.apply(told))))
    this.#inDoubt = false
    this.#generation = update.generation
  }

  /** Tries again what could not be started. */
  async retry(): Promise<void> {
    await Promise.all(this.#loops.map(loop => loop.ask(remote => remote.retry())))
  }

  /** Not ready from now on; what is in flight may be answered for that long. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#loops.map(loop => loop.stop(drainMs)))
  }

  /** Where clients of a virtual cluster connect to; undefined until it has an alias topic and its cluster was reached once. */
  bootstrapServers(virtualCluster: string): string | undefined {
    const [alias] = this.#picture.of('AliasTopic', virtualCluster)
    return alias && this.#addressOf(alias.spec.physicalCluster)
  }

  #addressOf(physicalCluster: string): string | undefined {
    const slots = this.#slots.filter(slot => slot.physicalCluster === physicalCluster)
    const { advertisedHost, portStart } = this.#options
    return slots.length > 0 ? slots.map(({ slot }) => `${advertisedHost}:${portStart + slot}`).join(',') : undefined
  }

  /** What this process has to say of itself: what is wrong on one event loop is wrong here. */
  async report(): Promise<Report> {
    const reports = await this.#askAll(remote => remote.report())
    const state = {
      generation: this.#generation,
      clusters: mergeClusters(reports),
      addresses: this.#addresses(),
      errors: unique(reports.flatMap(({ errors }) => errors)),
      clients: mergeClients(reports.flatMap(({ clients }) => clients)),
      refusals: mergeRefusals(reports.map(({ refusals }) => refusals)),
    }
    return { state, used: reports.map(({ used }) => used) }
  }

  /** In the text form of Prometheus, the event loops added up. */
  async metrics(): Promise<string> {
    return AggregatorRegistry.aggregate(await this.#askAll(remote => remote.metrics())).metrics()
  }

  /** What clients did since this was last asked, on all event loops. */
  async takeTally(): Promise<Tallied> {
    return sumOfAll(await this.#askAll(remote => remote.takeTally()))
  }

  /** What keeps clients from being served, in sentences; empty when nothing does. */
  async unready(): Promise<readonly string[]> {
    if (this.#stopping) return ['the gateway stops']
    if (!this.#picture.point) return ['the configuration was not read yet']
    const reasons = await this.#askAll(remote => remote.unready())
    if (reasons.length === 0) return ['no event loop runs']
    // One that serves is enough: the others do not listen.
    return reasons.some(each => each.length === 0) ? [] : unique(reasons.flat())
  }

  /** The answers of those that run. */
  async #askAll<T>(question: (loop: LoopRemote) => Promise<T>): Promise<T[]> {
    const answers = await Promise.all(this.#loops.map(loop => loop.ask(question)))
    return answers.filter(answer => answer !== undefined) as T[]
  }

  #addresses(): Record<string, string> {
    const clusters = new Set(this.#slots.map(({ physicalCluster }) => physicalCluster))
    const addresses = new Map([...clusters].map(name => [name, this.#addressOf(name)]))
    return Object.fromEntries(
      [...this.#picture.all('VirtualCluster')].flatMap(({ metadata: { name } }) => {
        const [alias] = this.#picture.of('AliasTopic', name)
        const servers = alias && addresses.get(alias.spec.physicalCluster)
        return servers ? [[name, servers]] : []
      }),
    )
  }

  #startLoop(loop: number): LoopThread {
    const { log, acls, allotSlots, script, answerMs, now, ...data } = this.#options
    return new LoopThread({
      data: { ...data, loop, counts: this.#counts },
      log,
      now,
      ...(script && { script }),
      ...(answerMs !== undefined && { answerMs }),
      calls: {
        claim: port => this.#ports.claim(port),
        allotSlots: async (physicalCluster, brokerIds) => {
          this.#slots = await allotSlots(physicalCluster, brokerIds)
          return this.#slots
        },
        createAcls: acls.create,
        removeAcls: acls.remove,
      },
      ended: () => forget(this.#counts, loop),
      started: remote => {
        if (this.#picture.point)
          remote
            .apply(this.#picture.snapshot())
            .catch(error => log.warn({ loop, error }, 'an event loop did not take its configuration'))
      },
    })
  }
}

/** A cluster is reachable where every event loop reaches it. */
function mergeClusters(reports: readonly LoopReport[]): WorkerReport['clusters'] {
  const byName = Map.groupBy(
    reports.flatMap(({ clusters }) => clusters),
    ({ name }) => name,
  )
  return [...byName.values()].flatMap(each => each.find(({ reachable }) => !reachable) ?? each[0] ?? [])
}

const unique = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map(value => [JSON.stringify(value), value])).values(),
]
