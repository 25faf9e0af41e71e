import { type ResourceOf, retiresAt } from '@tidegate/resources'
import type { View } from '@tidegate/vcluster'
import type { Move } from '../picture.ts'
import { moved, nothing, type VirtualCluster, viewed } from './virtual-cluster.ts'

/** Node's timers hold 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

const keyOf = ({ kind, vCluster, name }: Move): string => `${kind} ${vCluster} ${name}`

/** The virtual clusters as their clients may see them now: names that retire are gone when their time comes, whatever happens. */
export class Views {
  readonly #now: () => number
  readonly #clusters = new Map<string, VirtualCluster>()
  /** What could not be applied yet, for something among it cannot be read: until it is mended all of it waits. */
  readonly #waiting = new Map<string, Move>()
  readonly #retiring = new Map<string, ResourceOf<'AliasTopic'>>()
  #next = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  /** Throws where something cannot be read; then all views are as they were. */
  apply(moves: readonly Move[]): void {
    for (const move of moves) this.#waiting.set(keyOf(move), move)
    const now = this.#now()
    for (const [name, cluster] of this.#after(now)) {
      if (cluster.resource || cluster.shown.aliases.size > 0 || cluster.acls.bindings.size > 0)
        this.#clusters.set(name, cluster)
      else this.#clusters.delete(name)
    }
    for (const move of this.#waiting.values()) if (move.kind === 'AliasTopic') this.#retire(move, now)
    this.#waiting.clear()
    this.#awaitNext(now)
  }

  of(virtualCluster: string): View | undefined {
    return this.#clusters.get(virtualCluster)?.view
  }

  all(): View[] {
    return [...this.#clusters.values()].flatMap(({ view }) => view ?? [])
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #after(now: number): ReadonlyMap<string, VirtualCluster> {
    const after = new Map<string, VirtualCluster>()
    for (const move of this.#waiting.values()) {
      const name = move.kind === 'VirtualCluster' ? move.name : move.vCluster
      after.set(name, moved(after.get(name) ?? this.#clusters.get(name) ?? nothing, move, now))
    }
    for (const [name, cluster] of after) after.set(name, viewed(this.#clusters.get(name) ?? nothing, cluster))
    return after
  }

  #retire(move: Extract<Move, { kind: 'AliasTopic' }>, now: number): void {
    const key = keyOf(move)
    const [before, after] = [this.#retiring.get(key), move.after]
    this.#retiring.delete(key)
    if (before && retiresAt(before.spec) === this.#next) this.#next = this.#first()
    if (!after?.spec.retires || retiresAt(after.spec) <= now) return
    this.#retiring.set(key, after)
    this.#next = Math.min(this.#next, retiresAt(after.spec))
  }

  #first(): number {
    let first = Number.POSITIVE_INFINITY
    for (const { spec } of this.#retiring.values()) first = Math.min(first, retiresAt(spec))
    return first
  }

  #awaitNext(now: number): void {
    clearTimeout(this.#timer)
    if (this.#next === Number.POSITIVE_INFINITY) return
    const wait = Math.min(this.#next - now, LONGEST_TIMER_MS)
    this.#timer = setTimeout(() => this.#retireDue(), wait).unref()
  }

  #retireDue(): void {
    const now = this.#now()
    const due = [...this.#retiring.values()].filter(({ spec }) => retiresAt(spec) <= now)
    this.apply(
      due.map(after => {
        const { name, vCluster = '' } = after.metadata
        return { kind: 'AliasTopic', vCluster, name, after }
      }),
    )
  }
}

/** Of resources that nobody keeps up to date. */
export function viewsAt(now: number, moves: readonly Move[]): View[] {
  const views = new Views(() => now)
  views.apply(moves)
  views.stop()
  return views.all()
}
