import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { latenciesOf, memoryOf } from '../memory/figures.ts'
import { BUDGET_MIB, presentation, RESIDENT } from '../memory/presentation.ts'
import { rowsOf, type Sample } from '../report/rows.ts'

test('memory is judged by how far its peak is above what it was before', () => {
  const moments = [100, 120, 110, 120 + 2 * BUDGET_MIB, 130].map((residentMiB, seconds) => ({ seconds, residentMiB }))
  deepStrictEqual(
    memoryOf(moments, 2).map(({ value }) => value),
    [120, 120 + 2 * BUDGET_MIB, 130, 2],
  )
})

test('a request counts in the time in which it was due, however late its answer', () => {
  const outcome = {
    produce: [
      { dueAt: 10, ms: 1 },
      { dueAt: 20, ms: 9000 },
      { dueAt: 30, ms: 3 },
    ],
    fetch: [{ dueAt: 20, ms: 5 }],
  }
  deepStrictEqual(
    latenciesOf(outcome, { phase: 'during', from: 20, to: 30 }).map(({ metric, value }) => [metric, value]),
    [
      ['produce p50, during', 9000],
      ['produce p99, during', 9000],
      ['fetch p50, during', 5],
      ['fetch p99, during', 5],
    ],
  )
})

test('memory is drawn over time with its budget, a line for each number of clients, and left out of the table', () => {
  const samples = ['10', '100'].flatMap(target =>
    [0, 1, 2].map(
      (seconds): Sample => ({ target, profile: 'slow-readers', round: seconds + 1, seconds, value: 200, ...RESIDENT }),
    ),
  )
  const figure: Sample = { ...samples[0]!, metric: 'RSS, peak', value: 300 }
  const all = [...samples, figure]
  const about = { date: '', versions: {}, machine: '', command: '', rounds: 1, notes: [] }
  const run = { about, rows: rowsOf(all), samples: all }
  const [drawing, ...others] = presentation.drawingsOf(run)
  strictEqual(others.length, 0)
  strictEqual([...drawing!.svg.matchAll(/<polyline/g)].length, 3)
  match(drawing!.svg, /at rest \+ budget/)
  match(presentation.tablesOf(run), /\| RSS, peak, MiB \| 300 \|/)
  doesNotMatch(presentation.tablesOf(run), /over time/)
})
