import { median } from './stats.ts'

export type Unit = 's/GB' | 'MB/s' | 'µs' | 'ms' | 's' | '1/s' | 'MiB' | 'KiB' | '% of a core' | '×' | 'count'

/** One figure of one round. */
export type Figure = {
  readonly metric: string
  readonly unit: Unit
  readonly value: number
  /** Where it is not called as what was measured. */
  readonly profile?: string
}

export type Sample = Figure & {
  readonly target: string
  readonly profile: string
  readonly round: number
  /** Of a figure that is followed over time: when, from the beginning. */
  readonly seconds?: number
}

export type Row = {
  readonly target: string
  readonly profile: string
  readonly metric: string
  readonly unit: Unit
  readonly median: number
  readonly min: number
  readonly max: number
  readonly rounds: number
}

/** One for each target, profile and metric, in the order in which they were first measured. */
export function rowsOf(samples: readonly Sample[]): Row[] {
  const groups = Map.groupBy(samples, ({ target, profile, metric }) => JSON.stringify([target, profile, metric]))
  return [...groups.values()].map(group => {
    const { target, profile, metric, unit } = group[0]!
    const values = group.map(({ value }) => value)
    return {
      target,
      profile,
      metric,
      unit,
      median: median(values),
      min: Math.min(...values),
      max: Math.max(...values),
      rounds: values.length,
    }
  })
}
