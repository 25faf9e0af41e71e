import { fitting } from '../lab/descriptors.ts'

/** What is configured, and how many are connected. */
export type Scale = {
  readonly virtualClusters: number
  /** Beside those that each virtual cluster needs to have an address. */
  readonly aliases: number
  /** How many virtual clusters these belong to; one is that of the requests. */
  readonly over: number
  /** Of many principals of the virtual cluster of the requests. */
  readonly acls: number
  /** Of the principal of the requests. */
  readonly ownAcls: number
  readonly connections: number
}

const smallest: Scale = { virtualClusters: 10, aliases: 100, over: 1, acls: 10, ownAcls: 10, connections: 10 }

export type Axis = {
  readonly name: string
  /** What there are n of. */
  readonly title: string
  readonly points: readonly number[]
  /** All else stays as small as it goes. */
  scaleOf(n: number): Scale
  readonly note?: string
}

const { count: most, why } = fitting(10_000)

export const axes: readonly Axis[] = [
  {
    name: 'virtual-clusters',
    title: 'virtual clusters',
    points: [10, 100, 1000],
    scaleOf: virtualClusters => ({ ...smallest, virtualClusters }),
  },
  {
    name: 'aliases',
    title: 'aliases in one virtual cluster',
    points: [100, 1000, 10_000, 50_000],
    scaleOf: aliases => ({ ...smallest, aliases }),
  },
  {
    name: 'aliases-spread',
    title: 'aliases over 100 virtual clusters',
    points: [100, 1000, 10_000, 50_000],
    scaleOf: aliases => ({ ...smallest, aliases, over: 100, virtualClusters: 100 }),
  },
  {
    name: 'acls',
    title: 'ACLs of 500 principals',
    points: [10, 5000, 50_000],
    scaleOf: acls => ({ ...smallest, acls }),
  },
  {
    name: 'own-acls',
    title: 'ACLs of the principal',
    points: [10, 5000, 50_000],
    scaleOf: ownAcls => ({ ...smallest, ownAcls }),
  },
  {
    name: 'connections',
    title: 'connections',
    points: [10, 1000, most],
    scaleOf: connections => ({ ...smallest, connections }),
    ...(why !== undefined && { note: why }),
  },
]

export const sizes = ['all', 'small'] as const
export type Size = (typeof sizes)[number]

/** A quick run leaves out the largest. */
export const atSize = (axis: Axis, size: Size): Axis =>
  size === 'all' ? axis : { ...axis, points: axis.points.slice(0, 2) }

/** How many topics the aliases of a point lead to: within a virtual cluster each has a topic of its own. */
export const topicsOf = ({ aliases, over }: Scale): number => Math.ceil(aliases / over)
