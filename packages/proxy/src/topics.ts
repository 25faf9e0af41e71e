import { type Body, errorCodes } from '@tidegate/protocol'

export type Partition = {
  readonly index: number
  readonly errorCode: number
  readonly leader: number
  readonly epoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly offline: readonly number[]
}

export type Topic = { readonly name: string; readonly id: string; readonly partitions: readonly Partition[] }

/** The state of the topics somebody may see; of others nothing is kept, so its size is that of the configuration. */
export class TopicTable {
  readonly #topics = new Map<string, Topic>()
  readonly #names = new Map<string, string>()
  readonly #missing = new Set<string>()
  #watched: ReadonlySet<string> = new Set()
  /** Rises whenever the id of a topic appears, changes or goes. */
  revision = 0

  get watched(): ReadonlySet<string> {
    return this.#watched
  }

  watch(names: ReadonlySet<string>): void {
    this.#watched = names
    for (const name of [...this.#topics.keys(), ...this.#missing]) if (!names.has(name)) this.#forget(name)
  }

  /** Those of the watched topics that the cluster said it does not show to the gateway. */
  get missing(): ReadonlySet<string> {
    return this.#missing
  }

  get(name: string): Topic | undefined {
    return this.#topics.get(name)
  }

  nameOf(id: string): string | undefined {
    return this.#names.get(id)
  }

  /** Takes the topic rows of a Metadata response; a partition never goes back to an older leader epoch of the same topic id. */
  observe(rows: readonly Body[]): void {
    for (const row of rows) {
      if (row.name === null || !this.#watched.has(row.name)) continue
      if (row.errorCode === 0) this.#keep(row)
      if (!NOT_SHOWN.includes(row.errorCode)) continue
      this.#forget(row.name)
      this.#missing.add(row.name)
    }
  }

  #keep(row: Body): void {
    this.#missing.delete(row.name)
    const before = this.#topics.get(row.name)
    const same = before?.id === row.topicId ? before : undefined
    const known = new Map(same?.partitions.map(partition => [partition.index, partition]))
    const partitions = row.partitions.map((each: Body) => newer(known.get(each.partitionIndex), partition(each)))
    if (!same) {
      this.#forget(row.name)
      this.#names.set(row.topicId, row.name)
      this.revision += 1
    }
    this.#topics.set(row.name, { name: row.name, id: row.topicId, partitions })
  }

  #forget(name: string): void {
    this.#missing.delete(name)
    const topic = this.#topics.get(name)
    if (!topic) return
    this.#topics.delete(name)
    this.#names.delete(topic.id)
    this.revision += 1
  }
}

/** A broker without an answer for a while (no leader yet) says something else. */
const NOT_SHOWN: readonly number[] = [errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorCodes.TOPIC_AUTHORIZATION_FAILED]

const newer = (before: Partition | undefined, after: Partition): Partition =>
  before && before.epoch > after.epoch ? before : after

const partition = (row: Body): Partition => ({
  index: row.partitionIndex,
  errorCode: row.errorCode,
  leader: row.leaderId,
  epoch: row.leaderEpoch,
  replicas: row.replicaNodes,
  isr: row.isrNodes,
  offline: row.offlineReplicas,
})
