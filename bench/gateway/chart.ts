import type { Row } from './rows.ts'
import { digits } from './table.ts'

const [WIDTH, LABEL, VALUE, BAR, GAP, TOP] = [720, 200, 70, 18, 10, 44]

/** Bars with their range, readable on light and on dark. */
export function chart(title: string, rows: readonly Row[], titleOf: (target: string) => string): string {
  const most = Math.max(...rows.map(({ max }) => max))
  const scale = (WIDTH - LABEL - VALUE) / most
  const height = TOP + rows.length * (BAR + GAP) + GAP
  const bars = rows.map((row, i) => bar(row, { y: TOP + i * (BAR + GAP), scale, title: titleOf(row.target) }))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.bar { fill: #8c959f }
.ours { fill: #0969da }
.range { stroke: #1f2328; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.bar { fill: #6e7681 }
.ours { fill: #4493f8 }
.range { stroke: #e6edf3 }
}
</style>
<text class="title" x="0" y="20">${escaped(title)}</text>
${bars.join('\n')}
</svg>
`
}

type Place = { readonly y: number; readonly scale: number; readonly title: string }

function bar({ target, median, min, max }: Row, { y, scale, title }: Place): string {
  const middle = y + BAR / 2
  const x = (value: number) => (LABEL + value * scale).toFixed(1)
  return [
    `<text x="${LABEL - 10}" y="${middle + 4}" text-anchor="end">${escaped(title)}</text>`,
    `<rect class="bar${target.startsWith('tidegate') ? ' ours' : ''}" x="${LABEL}" y="${y}" width="${(median * scale).toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<line class="range" x1="${x(min)}" x2="${x(max)}" y1="${middle}" y2="${middle}"/>`,
    `<text x="${Number(x(max)) + 8}" y="${middle + 4}">${digits(median)}</text>`,
  ].join('\n')
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
