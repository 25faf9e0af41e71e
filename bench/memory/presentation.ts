import type { Drawing } from '../report/drawing.ts'
import { lines } from '../report/lines.ts'
import { digits, markdown } from '../report/markdown.ts'
import type { Presentation } from '../report/report.ts'
import type { Row, Sample } from '../report/rows.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

/** Of `GATEWAY_MAX_BUFFERED_BYTES`: a half for requests, a half for responses. */
export const BUDGET_MIB = 256
/** What is followed over time. */
export const RESIDENT = { metric: 'RSS over time', unit: 'MiB' } as const

export const presentation: Presentation = {
  bench: 'memory',
  tablesOf: ({ rows }) => scenarios.flatMap(scenario => tableOf(scenario, rows)).join('\n\n'),
  drawingsOf: ({ samples }) => scenarios.flatMap(scenario => drawingOf(scenario, samples)),
}

function tableOf({ name, title }: Scenario, rows: readonly Row[]): readonly string[] {
  const own = rows.filter(({ profile, metric }) => profile === name && metric !== RESIDENT.metric)
  if (own.length === 0) return []
  const clients = [...new Set(own.map(({ target }) => target))]
  const metrics = [...new Map(own.map(({ metric, unit }) => [metric, unit]))]
  const cell = (metric: string, target: string) => {
    const row = own.find(each => each.metric === metric && each.target === target)
    return row ? digits(row.median) : ''
  }
  const table = metrics.map(([metric, unit]) => [
    unit === 'count' ? metric : `${metric}, ${unit}`,
    ...clients.map(each => cell(metric, each)),
  ])
  return [`**${title}**`, markdown(['', ...clients.map(each => Number(each).toLocaleString('en'))], table)]
}

function drawingOf({ name, title }: Scenario, samples: readonly Sample[]): readonly Drawing[] {
  const own = samples.filter(({ profile, metric }) => profile === name && metric === RESIDENT.metric)
  if (own.length === 0) return []
  const shown = [...Map.groupBy(own, ({ target }) => target)].map(([target, moments]) => ({
    label: Number(target).toLocaleString('en'),
    points: moments.map(({ seconds = 0, value }) => [seconds, value] as const),
  }))
  const rest = Math.max(...shown.map(({ points }) => points[0]![1]))
  const end = Math.max(...own.map(({ seconds = 0 }) => seconds))
  const svg = lines({
    title: `${title}: RSS`,
    x: { label: 'seconds', scale: 'linear' },
    y: { label: 'MiB', scale: 'linear' },
    lines: shown,
    bounds: [
      {
        label: `at rest + budget of ${BUDGET_MIB}`,
        points: [
          [0, rest + BUDGET_MIB],
          [end, rest + BUDGET_MIB],
        ],
      },
    ],
  })
  return [{ file: `memory-${name}.svg`, title, svg }]
}
