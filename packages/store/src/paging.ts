import type { KindName, ResourceOf } from '@tidegate/resources'

export type PageQuery = {
  readonly kind: KindName
  readonly vCluster?: string | undefined
  /** A part of what the kind's listing looks through, in any case of letters. */
  readonly search?: string | undefined
  /** Of the kind's listing: a field and the value that it must have. */
  readonly filters?: Readonly<Record<string, string | undefined>>
  /** Of the kind's listing: a field to order by, the first where it is left out. */
  readonly sort?: string | undefined
  readonly order?: 'asc' | 'desc' | undefined
  /** Of an answer to the same kind, sort and order: what comes after it. */
  readonly cursor?: string | undefined
  readonly limit: number
}

/**
 * Some rows of a list. Whatever is written between two pages, a row that stays as it is comes exactly once: a page
 * begins after the last row of the one before, wherever that is by then.
 */
export type Page<K extends KindName> = {
  readonly rows: ResourceOf<K>[]
  /** Absent on the last page. */
  readonly cursor?: string
  /** How many match. */
  readonly total: number
  /** How many there are, matching or not. */
  readonly of: number
}

/** What belongs to a virtual cluster; `generation` is that of the latest change of any of it. */
export type Contents = {
  readonly aliases: number
  readonly accounts: number
  readonly acls: number
  readonly generation: number
}
