import type { Drawing } from '../report/drawing.ts'
import { type Line, lines } from '../report/lines.ts'
import { digits, markdown, range } from '../report/markdown.ts'
import type { Presentation } from '../report/report.ts'
import type { Row } from '../report/rows.ts'
import { type Axis, axes } from './axes.ts'
import { metrics } from './metrics.ts'
import { keeps, type Point, verdictOf } from './verdict.ts'

const KIB_OF_MIB = 1024

const drawn = [
  { file: 'growth-produce.svg', of: metrics.produce },
  { file: 'growth-alias.svg', of: metrics.aliasCpu },
  { file: 'growth-start.svg', of: metrics.startCpu },
  { file: 'growth-memory.svg', of: metrics.heap },
] as const

export const presentation: Presentation = {
  bench: 'growth',
  tablesOf: ({ rows }) => [verdicts(rows), ...axes.flatMap(axis => tableOf(axis, rows))].join('\n\n'),
  drawingsOf: ({ rows }) =>
    drawn.filter(({ of: { metric } }) => rows.some(row => row.metric === metric)).map(each => drawingOf(each, rows)),
}

const rowsOf = (rows: readonly Row[], axis: Axis, metric: string): readonly Row[] =>
  rows.filter(row => row.profile === axis.name && row.metric === metric)

const pointsOf = (rows: readonly Row[]): readonly Point[] =>
  rows.map(({ target, median }) => ({ n: Number(target), cost: median }))

/** For each figure and axis, by how much it grew, and whether that is more than is wanted. */
function verdicts(rows: readonly Row[]): string {
  const shown = axes.filter(axis => rows.some(row => row.profile === axis.name))
  const growthOf = (axis: Axis) => {
    const ns = rows.filter(row => row.profile === axis.name).map(({ target }) => Number(target))
    return `n × ${digits(Math.max(...ns) / Math.min(...ns))}`
  }
  const head = ['', 'wanted', ...shown.map(axis => `${axis.title}, ${growthOf(axis)}`)]
  const lines = Object.values(metrics).map(({ metric, wanted }) => [
    metric,
    wanted,
    ...shown.map(axis => {
      const verdict = verdictOf(pointsOf(rowsOf(rows, axis, metric)))
      if (!verdict) return ''
      const text = `× ${digits(verdict.cost)}, ${verdict.growth}`
      return keeps(wanted, verdict) ? text : `**${text}**`
    }),
  ])
  return markdown(head, lines)
}

function tableOf(axis: Axis, rows: readonly Row[]): readonly string[] {
  const own = rows.filter(row => row.profile === axis.name)
  if (own.length === 0) return []
  const ns = [...new Set(own.map(({ target }) => target))]
  const lines = Object.values(metrics).map(({ metric, unit }) => {
    const found = rowsOf(rows, axis, metric)
    const cells = ns.map(n => found.find(({ target }) => target === n)).map(row => (row ? range(row) : ''))
    return [`${metric}, ${unit}`, ...cells]
  })
  const head = ['', ...ns.map(n => Number(n).toLocaleString('en'))]
  return [`**${axis.title}**`, markdown(head, lines), ...perOne(axis, rows)]
}

/** What each more of them takes in memory. */
function perOne(axis: Axis, rows: readonly Row[]): readonly string[] {
  const [resident, heap] = [metrics.resident, metrics.heap].map(({ metric }) => {
    const points = pointsOf(rowsOf(rows, axis, metric))
    const [first, last] = [points[0], points.at(-1)]
    if (!first || !last || first === last) return undefined
    return digits(Math.max(0, ((last.cost - first.cost) * KIB_OF_MIB) / (last.n - first.n)))
  })
  if (resident === undefined || heap === undefined) return []
  return [`Each more takes ${resident} KiB of RSS, ${heap} KiB of live heap and buffers.`]
}

function drawingOf({ file, of: { metric, unit, wanted } }: (typeof drawn)[number], rows: readonly Row[]): Drawing {
  const title = `${metric}: ${wanted} is wanted`
  const found = axes.map(axis => ({ label: axis.title, points: pointsOf(rowsOf(rows, axis, metric)) }))
  const shown = found.flatMap(({ label, points }): Line[] => {
    const first = points[0]
    return first ? [{ label, points: points.map(({ n, cost }) => [n / first.n, cost]) }] : []
  })
  const [x, y] = [
    { label: 'n, as a multiple of the first', scale: 'log' },
    { label: unit, scale: 'log' },
  ] as const
  return { file, title, svg: lines({ title, x, y, lines: shown, bounds: [boundOf(shown, wanted === 'flat')] }) }
}

/** From where the highest line begins: flat, or as far as it goes up in proportion to n within what is drawn. */
function boundOf(shown: readonly Line[], flat: boolean): Line {
  const start = Math.max(...shown.map(({ points }) => points[0]![1]))
  const furthest = Math.max(...shown.flatMap(({ points }) => points.map(([x]) => x)))
  const highest = Math.max(...shown.flatMap(({ points }) => points.map(([, y]) => y)))
  const end = flat ? furthest : Math.min(furthest, Math.max(highest / start, 2))
  return {
    label: flat ? 'flat' : 'in proportion to n',
    points: [
      [1, start],
      [end, flat ? start : start * end],
    ],
  }
}
