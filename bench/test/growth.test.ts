import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { axes } from '../growth/axes.ts'
import { presentation } from '../growth/presentation.ts'
import { resourcesOf } from '../growth/resources.ts'
import { keeps, verdictOf } from '../growth/verdict.ts'
import type { Row } from '../report/rows.ts'

const costs = (...points: readonly (readonly [number, number])[]) => points.map(([n, cost]) => ({ n, cost }))

test('a cost that a thousandfold raises by a quarter at most is flat', () => {
  deepStrictEqual(verdictOf(costs([10, 4], [100, 9], [10_000, 5])), { growth: 'flat', cost: 1.25, n: 1000 })
})

test('a cost that grows as n does, or less, is linear; one that grows more on any step is worse', () => {
  strictEqual(verdictOf(costs([10, 1], [100, 10], [1000, 100]))?.growth, 'linear')
  strictEqual(verdictOf(costs([10, 1], [100, 1.1], [1000, 3]))?.growth, 'linear')
  strictEqual(verdictOf(costs([10, 1], [100, 1], [1000, 13]))?.growth, 'worse')
  strictEqual(verdictOf(costs([10, 1], [100, 13], [1000, 14]))?.growth, 'worse')
})

test('one point says nothing of growth', () => {
  deepStrictEqual([verdictOf([]), verdictOf(costs([10, 1]))], [undefined, undefined])
})

test('what is flat keeps within linear too, and what is linear not within flat', () => {
  const flat = verdictOf(costs([1, 1], [10, 1]))!
  const linear = verdictOf(costs([1, 1], [10, 10]))!
  deepStrictEqual(
    [keeps('linear', flat), keeps('flat', flat), keeps('linear', linear), keeps('flat', linear)],
    [...[true, true, true, false]],
  )
})

test('each point of an axis has all that the one before has, each resource once, and aliases of a virtual cluster lead to topics of their own', () => {
  for (const { scaleOf, points } of axes) {
    const [small, large] = points.slice(0, 2).map(n => resourcesOf(scaleOf(n)))
    const keys = new Set(large!.map(({ kind, vCluster, name }) => `${kind}/${vCluster}/${name}`))
    strictEqual(keys.size, large!.length)
    ok(small!.every(({ kind, vCluster, name }) => keys.has(`${kind}/${vCluster}/${name}`)))
    const led = large!.flatMap(({ kind, vCluster, spec }) =>
      kind === 'AliasTopic' ? [`${vCluster} → ${spec.physicalName}`] : [],
    )
    strictEqual(new Set(led).size, led.length)
  }
})

test('the aliases of an axis are as many as it says, in one virtual cluster or spread evenly', () => {
  const of = (name: string) => {
    const axis = axes.find(each => each.name === name)!
    const many = resourcesOf(axis.scaleOf(1000)).filter(({ name }) => name.startsWith('topic-'))
    return [...Map.groupBy(many, ({ vCluster }) => vCluster).values()].map(each => each.length)
  }
  deepStrictEqual(of('aliases'), [1000])
  deepStrictEqual(of('aliases-spread'), Array(100).fill(10))
})

const row = (target: string, metric: string, median: number): Row => ({
  ...{ target, profile: 'aliases', metric, unit: 'ms', median, min: median, max: median, rounds: 1 },
})

test('a report marks what grows more than is wanted, and draws it', () => {
  const rows = [100, 1000].flatMap(n => [
    row(String(n), 'alias changed, CPU', n),
    row(String(n), 'start, CPU', n / 100),
  ])
  const run = { about: { date: '', versions: {}, machine: '', command: '', rounds: 1, notes: [] }, rows, samples: [] }
  const text = presentation.tablesOf(run)
  match(text, /\| alias changed, CPU \| flat \| \*\*× 10\.0, linear\*\* \|/)
  match(text, /\| start, CPU \| linear \| × 10\.0, linear \|/)
  match(text, /\| alias changed, CPU, ms \| 100 \| 1,000 \|/)
  const [drawing] = presentation.drawingsOf(run).filter(({ file }) => file === 'growth-alias.svg')
  strictEqual([...drawing!.svg.matchAll(/<polyline/g)].length, 2)
})
