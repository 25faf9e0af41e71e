import type { Figure } from '../report/rows.ts'
import { quantile } from '../report/stats.ts'
import type { Outcome } from './ordinary.ts'
import { BUDGET_MIB } from './presentation.ts'
import type { Moment } from './watch.ts'

/** How far memory went up from where it was until then. */
export function memoryOf(moments: readonly Moment[], untilSeconds: number): readonly Figure[] {
  const most = (some: readonly Moment[]) => Math.max(...some.map(({ residentMiB }) => residentMiB))
  const before = most(moments.filter(({ seconds }) => seconds <= untilSeconds))
  const peak = most(moments)
  return [
    { metric: 'RSS before', unit: 'MiB', value: before },
    { metric: 'RSS, peak', unit: 'MiB', value: peak },
    { metric: 'RSS at the end', unit: 'MiB', value: moments.at(-1)!.residentMiB },
    { metric: 'peak above before, to the budget', unit: '×', value: (peak - before) / BUDGET_MIB },
  ]
}

type Phase = { readonly phase: string; readonly from: number; readonly to: number }

/** Of the requests that were due in that time. */
export function latenciesOf(outcome: Outcome, { phase, from, to }: Phase): readonly Figure[] {
  return Object.entries(outcome).flatMap(([call, served]) => {
    const due = served.filter(({ dueAt }) => dueAt >= from && dueAt < to)
    const sorted = due.map(({ ms }) => ms).toSorted((a, b) => a - b)
    return [0.5, 0.99].map(
      (share): Figure => ({ metric: `${call} p${share * 100}, ${phase}`, unit: 'ms', value: quantile(sorted, share) }),
    )
  })
}
