import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { capacityOfTwoLoops } from '../gateway/derived.ts'
import { rowsOf, type Sample } from '../report/rows.ts'
import { median, quantile } from '../report/stats.ts'

const sample = (target: string, round: number, value: number): Sample => ({
  target,
  profile: 'small',
  metric: 'CPU per request',
  unit: 'µs',
  round,
  value,
})

test('a median is the middle value, or half way between the two in the middle', () => {
  deepStrictEqual([median([3, 1, 2]), median([4, 1, 2, 3]), median([])], [2, 2.5, Number.NaN])
})

test('a quantile is a value that was measured', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i + 1)
  deepStrictEqual([quantile(values, 0.5), quantile(values, 0.999), quantile([7], 0.5)], [500, 999, 7])
})

test('rounds of a figure become one row with exactly the fields that others read', () => {
  const rows = rowsOf([sample('direct', 1, 3), sample('haproxy', 1, 9), sample('direct', 2, 1), sample('direct', 3, 2)])
  strictEqual(rows.length, 2)
  deepStrictEqual(rows[0], {
    target: 'direct',
    profile: 'small',
    metric: 'CPU per request',
    unit: 'µs',
    median: 2,
    min: 1,
    max: 3,
    rounds: 3,
  })
})

test('two loops could serve twice what one can where a request costs the same, and less where it costs more', () => {
  const samples = [
    sample('tidegate', 1, 10),
    sample('tidegate-2', 1, 10),
    sample('tidegate', 2, 9),
    sample('tidegate-2', 2, 10),
  ]
  deepStrictEqual(
    capacityOfTwoLoops(samples).map(({ target, metric, unit, round, value }) => [target, metric, unit, round, value]),
    [
      ['tidegate-2', 'capacity beside one loop', '×', 1, 2],
      ['tidegate-2', 'capacity beside one loop', '×', 2, 1.8],
    ],
  )
})
