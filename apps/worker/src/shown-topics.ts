import type { Watched } from '@tidegate/proxy'
import type { ResourceOf } from '@tidegate/resources'
import type { Move } from './picture.ts'

type Alias = ResourceOf<'AliasTopic'>
/** The alias topics of each physical topic, by their uid. */
type Topics = Map<string, Map<string, Alias>>

/** Physical topics that are shown now and were not, and the other way round. */
export type TopicMoves = { readonly came: readonly string[]; readonly went: readonly string[] }

/** Which alias topics show a physical topic. */
export class ShownTopics {
  readonly #clusters = new Map<string, Topics>()

  /** By physical cluster. */
  apply(moves: readonly Move[]): ReadonlyMap<string, TopicMoves> {
    const before = new Map<string, Map<string, boolean>>()
    const note = ({ physicalCluster, physicalName }: Alias['spec']) => {
      const topics = before.get(physicalCluster) ?? new Map<string, boolean>()
      before.set(physicalCluster, topics)
      if (!topics.has(physicalName)) topics.set(physicalName, this.#on(physicalCluster).has(physicalName))
    }
    for (const move of moves) {
      if (move.kind !== 'AliasTopic') continue
      for (const alias of [move.before, move.after]) if (alias) note(alias.spec)
      if (move.before) this.#remove(move.before)
      if (move.after) this.#add(move.after)
    }
    return new Map([...before].map(([cluster, topics]) => [cluster, this.#differences(cluster, topics)]))
  }

  /** The names of those on a physical cluster, now and later. */
  watched(physicalCluster: string): Watched {
    return this.#on(physicalCluster)
  }

  showing(physicalCluster: string, topic: string): readonly Alias[] {
    return [...(this.#clusters.get(physicalCluster)?.get(topic)?.values() ?? [])]
  }

  #differences(cluster: string, before: ReadonlyMap<string, boolean>): TopicMoves {
    const now = this.#on(cluster)
    const names = [...before.keys()].filter(name => before.get(name) !== now.has(name))
    return { came: names.filter(name => now.has(name)), went: names.filter(name => !now.has(name)) }
  }

  #on(physicalCluster: string): Topics {
    const topics: Topics = this.#clusters.get(physicalCluster) ?? new Map()
    this.#clusters.set(physicalCluster, topics)
    return topics
  }

  #add(alias: Alias): void {
    const { physicalCluster, physicalName } = alias.spec
    const topics = this.#on(physicalCluster)
    const own = topics.get(physicalName) ?? new Map<string, Alias>()
    topics.set(physicalName, own.set(alias.uid, alias))
  }

  #remove({ uid, spec: { physicalCluster, physicalName } }: Alias): void {
    const topics = this.#on(physicalCluster)
    const own = topics.get(physicalName)
    own?.delete(uid)
    if (own?.size === 0) topics.delete(physicalName)
  }
}
