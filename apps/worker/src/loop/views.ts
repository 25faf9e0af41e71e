import type { Snapshot } from '@tidegate/store'
import type { View } from '@tidegate/vcluster'
import { nextRetirement, viewsOf } from './desired.ts'

/** Node's timers hold 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The virtual clusters as their clients may see them now: names that retire are gone when their time comes, whatever happens. */
export class Views {
  readonly #now: () => number
  #views: ReturnType<typeof viewsOf> = new Map()
  #timer: NodeJS.Timeout | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  apply(snapshot: Snapshot): void {
    const now = this.#now()
    this.#views = viewsOf(snapshot, this.#views, now)
    clearTimeout(this.#timer)
    const wait = nextRetirement(snapshot, now) - now
    if (wait !== Number.POSITIVE_INFINITY)
      this.#timer = setTimeout(() => this.apply(snapshot), Math.min(wait, LONGEST_TIMER_MS)).unref()
  }

  of(virtualCluster: string): View | undefined {
    return this.#views.get(virtualCluster)?.view
  }

  on(physicalCluster: string): View[] {
    const all = [...this.#views.values()].map(({ view }) => view)
    return all.filter(view => view.physicalCluster === physicalCluster)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
