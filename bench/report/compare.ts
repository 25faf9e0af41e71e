import type { Row } from './rows.ts'

const HAPROXY = 'haproxy'
const MUCH = 0.1
/** What does not depend on how fast a machine is. */
const ALIKE = new Set<string>(['MiB', '×'])
const MORE_IS_BETTER = new Set<string>(['MB/s', '1/s', '×'])

type Range = Pick<Row, 'median' | 'min' | 'max'>

export type Slower = {
  readonly row: Row
  /** By how much it got worse, as a share of what it was. */
  readonly by: number
  /** True where both are held against HAProxy of the same run, because machines differ. */
  readonly besideHaproxy: boolean
}

/** What is worse by more than a tenth, in ranges that do not overlap. */
export function slowerThan(before: readonly Row[], now: readonly Row[]): Slower[] {
  return now.flatMap(row => {
    const old = same(before, row, row.target)
    if (!old) return []
    const [base, oldBase] = [same(now, row, HAPROXY), same(before, row, HAPROXY)]
    const besideHaproxy = base !== undefined && oldBase !== undefined && row.target !== HAPROXY && !ALIKE.has(row.unit)
    const [is, was] = besideHaproxy ? [ratio(row, base), ratio(old, oldBase)] : [row, old]
    const by = worse(was, is, MORE_IS_BETTER.has(row.unit))
    return by > MUCH ? [{ row, by, besideHaproxy }] : []
  })
}

const same = (rows: readonly Row[], { profile, metric }: Row, target: string): Row | undefined =>
  rows.find(each => each.target === target && each.profile === profile && each.metric === metric)

const ratio = (row: Range, { median }: Row): Range => ({
  median: row.median / median,
  min: row.min / median,
  max: row.max / median,
})

/** None where the ranges overlap. */
function worse(was: Range, is: Range, moreIsBetter: boolean): number {
  const apart = moreIsBetter ? is.max < was.min : is.min > was.max
  if (!apart) return 0
  return moreIsBetter ? was.median / is.median - 1 : is.median / was.median - 1
}

export function comparison(slower: readonly Slower[]): string {
  if (slower.length === 0) return 'Nothing got slower.'
  const lines = slower.map(({ row: { target, profile, metric }, by, besideHaproxy }) => {
    const against = besideHaproxy ? ' beside HAProxy' : ''
    return `- ${target}, ${profile}: ${metric} is ${Math.round(by * 100)} % worse${against}`
  })
  return ['Slower than the saved run, by more than 10 % in ranges that do not overlap:', ...lines].join('\n')
}
