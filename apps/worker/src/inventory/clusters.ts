import { isDeepStrictEqual } from 'node:util'
import type { Candidate, Clusters, GroupList, GroupSummary, MessageQuery, TopicList } from '@tidegate/api'
import { GatewayError } from '@tidegate/errors'
import { topicsExist } from '@tidegate/kafka'
import type { Log } from '@tidegate/proxy'
import { connectionOf, type Properties, type SpecOf } from '@tidegate/resources'
import type { Gateway } from '../gateway.ts'
import { viewsAt } from '../loop/views.ts'
import type { Picture } from '../picture.ts'
import { withBrokers } from './brokers.ts'
import { Collected } from './collected.ts'
import { lookAtGroup } from './group.ts'
import { listGroups, loadsOf } from './groups.ts'
import { peek } from './messages.ts'
import { describeTopic } from './topic.ts'
import { TopicLookup } from './topic-lookup.ts'
import { listTopics } from './topics.ts'
import { tryCluster, withStoredSecrets } from './trial.ts'

type Options = {
  readonly worker: string
  readonly gateway: Pick<Gateway, 'picture' | 'topics'>
  /** Resolves once the gateway runs what is stored now. */
  caughtUp(): Promise<void>
  readonly log: Log
}

/** What is kept of one physical cluster as long as its properties stay the same. */
type Inventory = {
  readonly properties: Properties
  readonly lookup: TopicLookup
  readonly topics: Collected<Omit<TopicList, 'observedAt'>>
  readonly groups: Collected<Omit<GroupList, 'observedAt'>>
}

/** What this gateway can tell of the physical clusters, beside serving clients there. */
export class PhysicalClusters implements Clusters {
  readonly #options: Options
  readonly #inventories = new Map<string, Inventory>()

  constructor(options: Options) {
    this.#options = options
  }

  async topicExists(name: string, topic: string) {
    return (await this.#inventoryOf(name)).lookup.exists(topic)
  }

  /** What is kept tells of those that are there; of one that is not, only what is looked for now. */
  async missingTopics(name: string, topics: readonly string[]) {
    const { properties, topics: kept } = await this.#inventoryOf(name)
    const left = without(topics, await kept.read())
    return left.length === 0 ? [] : without(left, await withBrokers(properties, listTopics))
  }

  async test(candidate: Pick<Candidate, 'name'> | Candidate) {
    const { worker, caughtUp } = this.#options
    const { name } = candidate
    await caughtUp()
    const properties =
      'properties' in candidate
        ? withStoredSecrets(candidate.properties, this.#known(name)?.properties ?? {})
        : (await this.#specOf(name)).properties
    const views = viewsAt(Date.now(), this.#picture.moves())
    return tryCluster({ name, properties }, { gateway: worker, views })
  }

  async topics(name: string) {
    return (await this.#inventoryOf(name)).topics.read()
  }

  async aliases(name: string, topics: readonly string[]) {
    const shown = topics.flatMap(topic => this.#options.gateway.topics.showing(name, topic))
    return shown.map(({ metadata, spec }) => ({
      topic: spec.physicalName,
      vCluster: metadata.vCluster ?? '',
      name: metadata.name,
    }))
  }

  async topic(name: string, topic: string) {
    const { properties } = await this.#specOf(name)
    return observed(await withBrokers(properties, brokers => describeTopic(brokers, topic)))
  }

  async groups(name: string) {
    return (await this.#inventoryOf(name)).groups.read()
  }

  async groupLoads(name: string, ids: readonly string[]) {
    const { properties, groups } = await this.#inventoryOf(name)
    const wanted = new Set(ids)
    const found = (await groups.read()).groups.filter(({ id }) => wanted.has(id))
    return found.length === 0 ? [] : withBrokers(properties, brokers => loadsOf(brokers, found))
  }

  async group(name: string, id: string) {
    const { properties } = await this.#specOf(name)
    const group = await this.#groupNamed(name, id)
    return observed(await withBrokers(properties, brokers => lookAtGroup(brokers, group)))
  }

  async messages(name: string, query: MessageQuery, user: string) {
    const { properties } = await this.#specOf(name)
    this.#options.log.info({ physicalCluster: name, topic: query.topic, user }, 'records are read by a person')
    return observed(await withBrokers(properties, brokers => peek(brokers, query)))
  }

  get #picture(): Picture {
    return this.#options.gateway.picture
  }

  #known(name: string): SpecOf<'PhysicalCluster'> | undefined {
    return this.#picture.get({ kind: 'PhysicalCluster', name })?.spec
  }

  /** What was put a moment ago may have to arrive here yet. */
  async #specOf(name: string): Promise<SpecOf<'PhysicalCluster'>> {
    if (!this.#known(name)) await this.#options.caughtUp()
    const spec = this.#known(name)
    if (!spec) throw new GatewayError('NOT_FOUND', `PhysicalCluster ${name} does not exist: check its name`)
    return spec
  }

  async #inventoryOf(name: string): Promise<Inventory> {
    const { properties } = await this.#specOf(name)
    for (const each of this.#inventories.keys()) if (!this.#known(each)) this.#inventories.delete(each)
    const there = this.#inventories.get(name)
    if (there && isDeepStrictEqual(there.properties, properties)) return there
    const failed = (error: unknown) =>
      this.#options.log.warn({ physicalCluster: name, error }, 'the physical cluster could not be looked at again')
    const made = createInventory(properties, failed)
    this.#inventories.set(name, made)
    return made
  }

  /** One that is younger than what is kept is looked for. */
  async #groupNamed(name: string, id: string): Promise<GroupSummary> {
    const { properties, groups } = await this.#inventoryOf(name)
    const isIt = (group: GroupSummary) => group.id === id
    const kept = (await groups.read()).groups.find(isIt)
    const found = kept ?? (await withBrokers(properties, listGroups)).groups.find(isIt)
    if (!found) throw new GatewayError('NOT_FOUND', `Group ${id} does not exist on cluster ${name}: check its name`)
    return found
  }
}

function without(names: readonly string[], { topics }: Pick<TopicList, 'topics'>): string[] {
  const there = new Set(topics.map(({ name }) => name))
  return names.filter(name => !there.has(name))
}

function createInventory(properties: Properties, failed: (error: unknown) => void): Inventory {
  const common = { now: Date.now, failed }
  return {
    properties,
    lookup: new TopicLookup(async topics => topicsExist(connectionOf(properties), topics, { timeoutMs: 5_000 })),
    topics: new Collected({ ...common, collect: () => withBrokers(properties, listTopics) }),
    groups: new Collected({ ...common, collect: () => withBrokers(properties, listGroups) }),
  }
}

const observed = <T extends object>(value: T) => ({ ...value, observedAt: new Date().toISOString() })
