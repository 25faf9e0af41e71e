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

/** Names of topics. They may come and go while it is in use; of one that has gone the table has to be told. */
export type Watched = { has(name: string): boolean; keys(): Iterable<string> }

/** The state of the topics somebody may see; of others nothing is kept, so its size is that of the configuration. */
export class TopicTable {
  readonly #topics = new Map<string, Topic>()
  readonly #names = new Map<string, string>()
  readonly #missing = new Set<string>()
  #watched: Watched = new Set<string>()
  /** Rises whenever the id of a topic appears, changes or goes. */
  revision = 0
  /** Rises whenever anything here changes that is said of a topic. */
  changes = 0

  get watched(): Watched {
    return this.#watched
  }

  watch(names: Watched): void {
    this.#watched = names
    this.changes += 1
    for (const name of [...this.#topics.keys(), ...this.#missing]) if (!names.has(name)) this.forget(name)
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
      this.forget(row.name)
      this.#missing.add(row.name)
    }
  }

  #keep(row: Body): void {
    this.#missing.delete(row.name)
    const before = this.#topics.get(row.name)
    const same = before?.id === row.topicId ? before : undefined
    const partitions: readonly Partition[] = row.partitions.map((each: Body, at: number) => taken(same, each, at))
    if (same && sameRows(partitions, same.partitions)) return
    if (!same) {
      this.forget(row.name)
      this.#names.set(row.topicId, row.name)
      this.revision += 1
    }
    this.changes += 1
    this.#topics.set(row.name, { name: row.name, id: row.topicId, partitions })
  }

  forget(name: string): void {
    this.#missing.delete(name)
    const topic = this.#topics.get(name)
    if (!topic) return
    this.#topics.delete(name)
    this.#names.delete(topic.id)
    this.revision += 1
    this.changes += 1
  }
}

/** A broker without an answer for a while (no leader yet) says something else. */
const NOT_SHOWN: readonly number[] = [errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorCodes.TOPIC_AUTHORIZATION_FAILED]

/** The partition as it was before where the row says nothing newer. */
function taken(topic: Topic | undefined, row: Body, at: number): Partition {
  const index: number = row.partitionIndex
  // Brokers list them in the same order each time.
  const there = topic?.partitions[at]
  const before = there?.index === index ? there : topic?.partitions.find(each => each.index === index)
  if (!before) return partition(row)
  return before.epoch > row.leaderEpoch || says(row, before) ? before : partition(row)
}

const says = (row: Body, { errorCode, leader, epoch, replicas, isr, offline }: Partition): boolean =>
  row.errorCode === errorCode &&
  row.leaderId === leader &&
  row.leaderEpoch === epoch &&
  sameRows(row.replicaNodes, replicas) &&
  sameRows(row.isrNodes, isr) &&
  sameRows(row.offlineReplicas, offline)

const sameRows = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at])

const partition = (row: Body): Partition => ({
  index: row.partitionIndex,
  errorCode: row.errorCode,
  leader: row.leaderId,
  epoch: row.leaderEpoch,
  replicas: row.replicaNodes,
  isr: row.isrNodes,
  offline: row.offlineReplicas,
})
