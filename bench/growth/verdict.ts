import type { Growth } from './metrics.ts'

/** What the noise of a machine may make of a figure that does not change. */
const MARGIN = 1.25

export type Point = { readonly n: number; readonly cost: number }

export type Verdict = {
  readonly growth: Growth | 'worse'
  /** Cost and n at the end, each to that at the start. */
  readonly cost: number
  readonly n: number
}

/**
 * Flat where the cost at the end is at most a quarter more than that at the start. Else linear, or less, where from no
 * point to the next the cost grows by more than a quarter more than n does.
 */
export function verdictOf(points: readonly Point[]): Verdict | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || first === last) return undefined
  const [cost, n] = [last.cost / first.cost, last.n / first.n]
  if (cost <= MARGIN) return { growth: 'flat', cost, n }
  const linear = points.slice(1).every((point, i) => {
    const before = points[i]!
    return point.cost / before.cost <= (MARGIN * point.n) / before.n
  })
  return { growth: linear ? 'linear' : 'worse', cost, n }
}

const order: readonly Verdict['growth'][] = ['flat', 'linear', 'worse']

export const keeps = (wanted: Growth, { growth }: Verdict): boolean => order.indexOf(growth) <= order.indexOf(wanted)
