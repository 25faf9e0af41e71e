import { digits, markdown, range } from '../report/markdown.ts'
import type { Row } from '../report/rows.ts'
import { guide } from './guide.ts'

const HAPROXY = 'haproxy'

type Named = { readonly name: string; readonly title: string }

/** The cost of each kind of work, which is what proxies are compared by. */
export const headlines: readonly { readonly profile: string; readonly metric: string; readonly title: string }[] = [
  { profile: 'produce-none', metric: 'CPU per GB', title: 'produce, CPU-s/GB' },
  { profile: 'produce-lz4', metric: 'CPU per GB', title: 'produce lz4, CPU-s/GB' },
  { profile: 'consume-none', metric: 'CPU per GB', title: 'consume, CPU-s/GB' },
  { profile: 'consume-lz4', metric: 'CPU per GB', title: 'consume lz4, CPU-s/GB' },
  { profile: 'small', metric: 'CPU per request', title: 'small request, CPU-µs' },
  { profile: 'storm', metric: 'CPU per connection', title: 'connection, CPU-µs' },
  { profile: 'metadata', metric: 'CPU per request', title: 'Metadata of 10,000, CPU-ms' },
]

/** The costs of all targets, and a table for each profile. */
export function tablesOf(rows: readonly Row[], targets: readonly Named[]): string {
  const measuredProfiles = [...new Set(rows.map(({ profile }) => profile))]
  const each = measuredProfiles.map(profile => {
    const own = rows.filter(row => row.profile === profile)
    return `**${profile}**\n\n${profileTable(own, targets)}`
  })
  return [costTable(rows, targets), ...each].join('\n\n')
}

function costTable(rows: readonly Row[], targets: readonly Named[]): string {
  const costs = headlines.flatMap(({ profile, metric, title }) => {
    const found = rows.filter(row => row.profile === profile && row.metric === metric)
    return found.length === 0 ? [] : [{ title, found }]
  })
  const lines = targets.flatMap(({ name, title }) => {
    const cells = costs.map(({ found }) => cost(name, found))
    return cells.every(cell => cell === '') ? [] : [[title, ...cells]]
  })
  return markdown(['median (range)', ...costs.map(({ title }) => title)], lines)
}

/** Of what was not measured: the guide's ratio, applied to HAProxy's figure of this run. */
function cost(target: string, rows: readonly Row[]): string {
  const measured = rows.find(row => row.target === target)
  if (measured) return range(measured)
  const [base, ratio] = [rows.find(row => row.target === HAPROXY), guide[target]?.[rows[0]!.profile]]
  return base && ratio !== undefined ? `≈ ${digits(base.median * ratio)}` : ''
}

function profileTable(rows: readonly Row[], targets: readonly Named[]): string {
  const metrics = [...new Map(rows.map(({ metric, unit }) => [metric, unit]))]
  const lines = targets.flatMap(({ name, title }) => {
    const own = rows.filter(({ target }) => target === name)
    const cell = (metric: string) => own.find(row => row.metric === metric)
    return own.length === 0 ? [] : [[title, ...metrics.map(([metric]) => optional(cell(metric)))]]
  })
  return markdown(['', ...metrics.map(([metric, unit]) => `${metric}, ${unit}`)], lines)
}

const optional = (row: Row | undefined) => (row ? range(row) : '')
