import { escaped, svgOf } from './drawing.ts'
import { digits } from './markdown.ts'
import type { Row } from './rows.ts'

const [WIDTH, LABEL, VALUE, BAR, GAP, TOP] = [720, 200, 70, 18, 10, 44]

const light = `.bar { fill: #8c959f }
.ours { fill: #0969da }
.range { stroke: #1f2328; stroke-width: 1.5 }`

const dark = `.bar { fill: #6e7681 }
.ours { fill: #4493f8 }
.range { stroke: #e6edf3 }`

/** Bars with their range. */
export function bars(title: string, rows: readonly Row[], titleOf: (target: string) => string): string {
  const most = Math.max(...rows.map(({ max }) => max))
  const scale = (WIDTH - LABEL - VALUE) / most
  const height = TOP + rows.length * (BAR + GAP) + GAP
  const shapes = rows.map((row, i) => bar(row, { y: TOP + i * (BAR + GAP), scale, title: titleOf(row.target) }))
  return svgOf({ title, width: WIDTH, height, light, dark, shapes })
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
