import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { tablesOf } from '../gateway/table.ts'
import { bars } from '../report/bars.ts'
import { comparison, slowerThan } from '../report/compare.ts'
import { digits } from '../report/markdown.ts'
import type { Row } from '../report/rows.ts'

const row = (target: string, [min, median, max]: readonly [number, number, number], more: Partial<Row> = {}): Row => ({
  ...{ target, profile: 'produce-none', metric: 'CPU per GB', unit: 's/GB' as const, rounds: 3 },
  ...{ median, min, max },
  ...more,
})

const haproxy = row('haproxy', [0.3, 0.4, 0.5])

const verdicts = (before: readonly Row[], now: readonly Row[]) =>
  slowerThan(before, now).map(({ row: { target }, by, besideHaproxy }) => [target, by, besideHaproxy])

test('worse by more than a tenth in ranges apart is slower; overlapping ranges are not, nor is a tenth', () => {
  const before = [row('tidegate', [0.9, 1, 1.1])]
  deepStrictEqual(verdicts(before, [row('tidegate', [1.4, 1.5, 1.6])]), [['tidegate', 0.5, false]])
  deepStrictEqual(verdicts(before, [row('tidegate', [1.05, 1.5, 1.6])]), [])
  deepStrictEqual(verdicts([row('tidegate', [1, 1, 1])], [row('tidegate', [1.05, 1.05, 1.05])]), [])
  deepStrictEqual(verdicts(before, [row('tidegate', [0.4, 0.5, 0.6])]), [])
})

test('less throughput is slower', () => {
  const of = (value: number) => row('tidegate', [value, value, value], { metric: 'throughput', unit: 'MB/s' })
  deepStrictEqual(verdicts([of(300)], [of(200)]), [['tidegate', 0.5, false]])
  deepStrictEqual(verdicts([of(200)], [of(300)]), [])
})

test('on a machine that is slower in all, nothing got slower beside HAProxy', () => {
  const half = row('haproxy', [0.6, 0.8, 1])
  deepStrictEqual(verdicts([haproxy, row('tidegate', [1, 1, 1])], [half, row('tidegate', [2, 2, 2])]), [
    ['haproxy', 1, false],
  ])
  deepStrictEqual(verdicts([haproxy, row('tidegate', [1, 1, 1])], [half, row('tidegate', [4, 4, 4])])[1], [
    'tidegate',
    1,
    true,
  ])
  match(
    comparison(slowerThan([haproxy, row('tidegate', [1, 1, 1])], [half, row('tidegate', [4, 4, 4])])),
    /100 % worse/,
  )
  strictEqual(comparison([]), 'Nothing got slower.')
})

test('a proxy that was not measured is shown by its ratio to HAProxy, marked, and one without a ratio is left out', () => {
  const targets = ['haproxy', 'kroxylicious', 'other'].map(name => ({ name, title: name }))
  const text = tablesOf([haproxy], targets)
  match(text, /\| haproxy \| 0\.40 \(0\.30–0\.50\) \|/)
  match(text, /\| kroxylicious \| ≈ 0\.99 \|/)
  doesNotMatch(text, /other/)
  doesNotMatch(tablesOf([row('tidegate', [1, 1, 1])], targets), /≈/)
})

test('figures have as many digits as count', () => {
  deepStrictEqual([0, 0.3937, 1.234, 21.54, 100.4, 12345.6].map(digits), ['0', '0.39', '1.23', '21.5', '100', '12,346'])
})

test('a chart has a bar and a label for each target, escaped', () => {
  const svg = bars('a < b', [haproxy, row('tidegate', [0.5, 0.6, 0.7])], target => `the ${target}`)
  strictEqual([...svg.matchAll(/<rect /g)].length, 2)
  match(svg, /the tidegate/)
  match(svg, /a &lt; b/)
  match(svg, /prefers-color-scheme: dark/)
})
