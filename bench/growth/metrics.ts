import type { Unit } from '../report/rows.ts'

export type Growth = 'flat' | 'linear'

type Metric = {
  readonly metric: string
  readonly unit: Unit
  /** The most that it may grow with what is configured. */
  readonly wanted: Growth
}

const metric = (metric: string, unit: Unit, wanted: Growth): Metric => ({ metric, unit, wanted })

/** Each figure of a point. */
export const metrics = {
  produce: metric('Produce, CPU', 'µs', 'flat'),
  fetch: metric('Fetch of nothing, CPU', 'µs', 'flat'),
  metadata: metric('Metadata of one topic, CPU', 'µs', 'flat'),
  aliasCpu: metric('alias changed, CPU', 'ms', 'flat'),
  aliasTime: metric('alias changed, in force', 'ms', 'flat'),
  tokenCpu: metric('token issued, CPU', 'ms', 'flat'),
  tokenTime: metric('token issued, in force', 'ms', 'flat'),
  aclCpu: metric('ACL added, CPU', 'ms', 'flat'),
  aclTime: metric('ACL added, in force', 'ms', 'flat'),
  startCpu: metric('start, CPU', 's', 'linear'),
  startTime: metric('start, ready', 's', 'linear'),
  snapshot: metric('snapshot read from the database', 'ms', 'linear'),
  rest: metric('CPU at rest', '% of a core', 'linear'),
  resident: metric('RSS', 'MiB', 'linear'),
  heap: metric('live heap and buffers', 'MiB', 'linear'),
} as const satisfies Readonly<Record<string, Metric>>

export type Found = { readonly metric: keyof typeof metrics; readonly value: number; readonly round?: number }
