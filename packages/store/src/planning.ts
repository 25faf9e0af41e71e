import type { Difference, KindName, Problem, Resource } from '@tidegate/resources'
import type { Applied } from './store.ts'

export type ResourceKey = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }

/** The generation that a resource had when the change was planned. */
export type Expected = ResourceKey & { readonly generation: number | 'absent' }

/** The details of STALE_WRITE, under `conflicts`: three versions in YAML, without secrets; one is absent where there was no resource. */
export type Conflict = ResourceKey & {
  readonly base?: string
  readonly theirs?: string
  readonly mine?: string
  /** What they and what I change of the base. */
  readonly theirDiff: readonly Difference[]
  readonly myDiff: readonly Difference[]
  readonly changed?: {
    readonly user: string
    readonly surface: string
    readonly at: string
    readonly operation: string
    readonly generation: number
  }
}

/** What one change would do. */
export type PlannedChange = ResourceKey & {
  /** Its place among the changes; absent for what goes with one of them. */
  readonly change?: number
  readonly result: Applied['result']
  /** Of the resource as it is now. */
  readonly generation: number | 'absent'
  /** Without secrets. */
  readonly before?: Resource
  readonly after?: Resource
  readonly secrets: readonly SecretChange[]
}

export type SecretChange = {
  readonly property: string
  readonly state: 'UNCHANGED' | 'CHANGED' | 'ADDED' | 'REMOVED'
}

/** All that changes would do, and all that is wrong with them; what is wrong is not among `changes`. */
export type Planned = {
  readonly generation: number
  readonly changes: readonly PlannedChange[]
  readonly problems: readonly Problem[]
}

export type HistoryFilter = {
  readonly kind?: string
  /** Of the virtual cluster itself too. */
  readonly vCluster?: string
  readonly name?: string
  /** A service account and its tokens. */
  readonly account?: string
  readonly user?: string
  readonly limit: number
  /** Only what is older than this event. */
  readonly before?: string
  /** What was done to people too, which is not everyone's to read. */
  readonly people?: boolean
}

/** Who did what, when and where from. */
export type HistoryEvent = {
  readonly id: string
  readonly generation: number
  readonly user: string
  readonly surface: string
  readonly operation: string
  readonly kind: string
  readonly vCluster?: string
  readonly name: string
  readonly at: Date
}

/** With what was there before and after; a secret is shown as redacted, and that it changed. */
export type HistoryChange = HistoryEvent & { readonly before?: unknown; readonly after?: unknown }

export type Return = ResourceKey & {
  readonly generation: number
  /** Of a virtual cluster: with all that belongs to it. */
  readonly contents?: boolean
}
