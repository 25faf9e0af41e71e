import { deepStrictEqual, doesNotMatch, match, strictEqual, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { lines, ticksOf } from '../report/lines.ts'
import { withNewest } from '../report/report.ts'

test('ticks are round numbers that all values lie between', () => {
  deepStrictEqual(ticksOf('linear', 0, 47), [0, 10, 20, 30, 40, 50])
  deepStrictEqual(ticksOf('linear', 3, 50), [0, 10, 20, 30, 40, 50])
  deepStrictEqual(ticksOf('log', 30, 70), [20, 50, 100])
  deepStrictEqual(ticksOf('log', 1, 1), [1, 2])
  deepStrictEqual(ticksOf('log', 1, 50_000), [1, 10, 100, 1000, 10_000, 100_000])
})

test('lines stay within their frame and are named, escaped', () => {
  const svg = lines({
    title: 'memory < budget',
    x: { label: 's', scale: 'linear' },
    y: { label: 'MiB', scale: 'log' },
    lines: [
      {
        label: 'a & b',
        points: [
          [0, 1],
          [5, 1000],
        ],
      },
    ],
    bounds: [
      {
        label: 'budget',
        points: [
          [0, 300],
          [10, 300],
        ],
      },
    ],
  })
  strictEqual([...svg.matchAll(/<polyline/g)].length, 2)
  match(svg, /class="line0" style="fill:none" stroke-width="1.5" points="64.0,310.0 267.0,40.0"/)
  match(svg, /a &amp; b/)
  match(svg, /memory &lt; budget/)
  match(svg, /prefers-color-scheme: dark/)
  doesNotMatch(svg, /NaN|Infinity/)
})

test('the newest run of a bench takes the place of the one before, and all else stays', () => {
  const of = (bench: string, text: string) =>
    `<!-- newest run of ${bench}: written by --readme -->\n\n${text}\n\n<!-- end of the newest run of ${bench} -->`
  const old = ['# bench', of('gateway', 'one'), of('growth', 'two'), 'end'].join('\n\n')
  const fresh = ['# bench', of('gateway', 'one'), of('growth', 'three'), 'end'].join('\n\n')
  strictEqual(withNewest(old, 'growth', 'three'), fresh)
  strictEqual(withNewest(fresh, 'growth', 'three'), fresh)
  throws(() => withNewest(old, 'memory', 'four'), /lacks the comments/)
})
