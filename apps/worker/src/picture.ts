import { isDeepStrictEqual } from 'node:util'
import { GatewayError } from '@tidegate/errors'
import type { KindName, Resource, ResourceOf } from '@tidegate/resources'
import type { Changes, Point, Slot, Snapshot, Token } from '@tidegate/store'

/** What became of one resource: new where there is nothing before, gone where there is nothing after. */
export type Move = {
  readonly [K in KindName]: {
    readonly kind: K
    /** Empty where it belongs to none. */
    readonly vCluster: string
    readonly name: string
    readonly before?: ResourceOf<K>
    readonly after?: ResourceOf<K>
  }
}[KindName]

/** What an update does to a picture: each resource at most once, those that go first. */
export type Moves = { readonly resources: readonly Move[]; readonly tokens: Changes['tokens'] }

/** What is to be run: the whole of it, or what has changed. */
export type Update = Snapshot | Changes

type Key = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }

const ALONE = ''

/** The configuration in force, by kind, virtual cluster and name. Each update costs what is in it. */
export class Picture {
  readonly #resources = new Map<KindName, Map<string, Map<string, Resource>>>()
  readonly #tokens = new Map<string, Token>()
  #point: Point | undefined
  #slots: readonly Slot[] = []

  /** Undefined as long as nothing was taken. */
  get point(): Point | undefined {
    return this.#point
  }

  /** Throws where changes do not begin here, and is then as it was. */
  take(update: Update): Moves {
    const moves = 'since' in update ? this.#movesOf(update) : this.#movesTo(update)
    for (const move of moves.resources) this.#make(move)
    for (const id of moves.tokens.deletes) this.#tokens.delete(id)
    for (const token of moves.tokens.puts) this.#tokens.set(token.id, token)
    const { generation, mark, slots } = update
    this.#point = { generation, ...(mark !== undefined && { mark }) }
    this.#slots = slots
    return moves
  }

  *all<K extends KindName>(kind: K): IterableIterator<ResourceOf<K>> {
    for (const own of this.#resources.get(kind)?.values() ?? []) yield* own.values() as Iterable<ResourceOf<K>>
  }

  /** Those of one virtual cluster. */
  of<K extends KindName>(kind: K, vCluster: string): Iterable<ResourceOf<K>> {
    return (this.#resources.get(kind)?.get(vCluster)?.values() ?? []) as Iterable<ResourceOf<K>>
  }

  get<K extends KindName>({ kind, vCluster = ALONE, name }: Key & { kind: K }): ResourceOf<K> | undefined {
    return this.#resources.get(kind)?.get(vCluster)?.get(name) as ResourceOf<K> | undefined
  }

  /** All of it, which takes as long as there is much. */
  snapshot(): Snapshot {
    const resources = [...this.#everything()]
    return { generation: 0, ...this.#point, resources, tokens: [...this.#tokens.values()], slots: this.#slots }
  }

  /** What makes all of it of nothing. */
  moves(): Move[] {
    return [...this.#everything()].map(each => moveTo(each))
  }

  #movesOf({ since, puts, deletes, tokens }: Changes): Moves {
    if (!isDeepStrictEqual(since, this.#point))
      throw new GatewayError('INTERNAL', `Changes since generation ${since.generation} do not begin where this is`)
    return { resources: [...deletes.flatMap(key => this.#leave(key)), ...puts.map(each => this.#put(each))], tokens }
  }

  /** What is the same stays as it is, also where a database was restored. */
  #movesTo({ resources, tokens }: Snapshot): Moves {
    const there = new Map<KindName, Set<string>>()
    for (const { kind, metadata } of resources) named(there, kind).add(textOf(metadata))
    const gone = [...this.#everything()].filter(({ kind, metadata }) => !there.get(kind)?.has(textOf(metadata)))
    const puts = resources.map(each => this.#put(each)).filter(({ before, after }) => !isDeepStrictEqual(before, after))
    const kept = new Set(tokens.map(({ id }) => id))
    return {
      resources: [...gone.flatMap(({ kind, metadata }) => this.#leave({ kind, ...metadata })), ...puts],
      tokens: { puts: tokens, deletes: [...this.#tokens.keys()].filter(id => !kept.has(id)) },
    }
  }

  *#everything(): Iterable<Resource> {
    for (const ofKind of this.#resources.values()) for (const own of ofKind.values()) yield* own.values()
  }

  #put(after: Resource): Move {
    return moveTo(after, this.get({ kind: after.kind, ...after.metadata }) as Resource | undefined)
  }

  #leave(key: Key): Move[] {
    const before = this.get(key)
    return before ? [{ vCluster: ALONE, ...key, before } as Move] : []
  }

  #make({ kind, vCluster, name, after }: Move): void {
    const ofKind = this.#resources.get(kind) ?? new Map<string, Map<string, Resource>>()
    const own = ofKind.get(vCluster) ?? new Map<string, Resource>()
    this.#resources.set(kind, ofKind.set(vCluster, own))
    if (after) own.set(name, after)
    else own.delete(name)
    if (own.size === 0) ofKind.delete(vCluster)
  }
}

function moveTo(after: Resource, before?: Resource): Move {
  const { name, vCluster = ALONE }: Omit<Key, 'kind'> = after.metadata
  return { kind: after.kind, vCluster, name, after, ...(before && { before }) } as Move
}

const textOf = ({ name, vCluster }: { readonly name: string; readonly vCluster?: string }) =>
  vCluster === undefined ? name : `${vCluster}/${name}`

function named(all: Map<KindName, Set<string>>, kind: KindName): Set<string> {
  const names = all.get(kind) ?? new Set()
  all.set(kind, names)
  return names
}
