import { escaped, svgOf } from './drawing.ts'
import { digits } from './markdown.ts'

type Point = readonly [x: number, y: number]
export type Line = { readonly label: string; readonly points: readonly Point[] }
export type Axis = { readonly label: string; readonly scale: 'linear' | 'log' }

export type Plot = {
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly Line[]
  /** What the lines are to be judged by; drawn dashed. */
  readonly bounds?: readonly Line[]
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 360, 64, 470, 40, 310]
const LEGEND = 20

const colors = {
  light: ['#0969da', '#bc4c00', '#1a7f37', '#8250df', '#bf3989', '#57606a'],
  dark: ['#4493f8', '#f0883e', '#3fb950', '#a371f7', '#db61a2', '#b1bac4'],
}

const styleOf = (lines: readonly string[], grid: string, bound: string): string =>
  [
    `.grid { stroke: ${grid} }`,
    `.bound { stroke: ${bound}; stroke-dasharray: 6 4; fill: none }`,
    ...lines.map((color, i) => `.line${i} { stroke: ${color}; fill: ${color} }`),
  ].join('\n')

/** Lines with their points, and a name beside each colour; as many as there are colours. */
export function lines(plot: Plot): string {
  const { title, x, y, bounds = [] } = plot
  const all = [...plot.lines, ...bounds].flatMap(({ points }) => points)
  const place = {
    x: placed(x, { values: all.map(([value]) => value), from: LEFT, to: RIGHT }),
    y: placed(y, { values: all.map(([, value]) => value), from: BOTTOM, to: TOP }),
  }
  const shapes = [
    ...place.x.ticks.map(tick => verticalTick(place.x.of(tick), tick)),
    ...place.y.ticks.map(tick => horizontalTick(place.y.of(tick), tick)),
    `<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 38}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text x="0" y="${TOP - 4}">${escaped(y.label)}</text>`,
    ...bounds.map(line => `<polyline class="bound" points="${pathOf(line, place)}"/>`),
    ...plot.lines.map((line, i) => drawn(line, { i, place })),
    ...plot.lines.map(({ label }, i) => legend(label, { i, swatch: `<circle class="line${i}" r="5"/>` })),
    ...bounds.map(({ label }, i) =>
      legend(label, { i: plot.lines.length + i, swatch: '<line class="bound" x1="-9" x2="9"/>' }),
    ),
  ]
  const light = styleOf(colors.light, '#d0d7de', '#57606a')
  const dark = styleOf(colors.dark, '#30363d', '#9198a1')
  return svgOf({ title, width: WIDTH, height: HEIGHT, light, dark, shapes })
}

type Placed = { readonly ticks: readonly number[]; of(value: number): number }
type Room = { readonly values: readonly number[]; readonly from: number; readonly to: number }

function placed({ scale }: Axis, { values, from, to }: Room): Placed {
  const ticks = ticksOf(scale, Math.min(...values), Math.max(...values))
  const on = scale === 'log' ? Math.log10 : (value: number) => value
  const [low, high] = [on(ticks[0]!), on(ticks.at(-1)!)]
  return { ticks, of: value => from + ((on(value) - low) / (high - low)) * (to - from) }
}

/** Round numbers that the values lie between: 1, 2 and 5 times a power of ten, or powers alone where these are many. */
export function ticksOf(scale: Axis['scale'], least: number, most: number): readonly number[] {
  if (scale === 'linear') {
    const step = stepOf(Math.max(most, 1e-9) / 6)
    return Array.from({ length: Math.max(1, Math.ceil(most / step - 1e-9)) + 1 }, (_, i) => i * step)
  }
  const decades = Array.from(
    { length: Math.ceil(Math.log10(most)) - Math.floor(Math.log10(least)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(least)) + i),
  )
  const fine = decades.length > 4 ? decades : decades.flatMap(decade => [1, 2, 5].map(times => decade * times))
  const below = fine.findLastIndex(tick => tick <= least * 1.000001)
  const above = fine.findIndex(tick => tick >= most * 0.999999)
  return fine.slice(below, Math.max(above, below + 1) + 1)
}

function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return power * [1, 2, 5, 10].find(times => times * power >= least * 0.999999)!
}

const fixed = (value: number): string => value.toFixed(1)

const verticalTick = (x: number, tick: number): string =>
  `<line class="grid" x1="${fixed(x)}" x2="${fixed(x)}" y1="${TOP}" y2="${BOTTOM}"/><text x="${fixed(x)}" y="${BOTTOM + 18}" text-anchor="middle">${tickText(tick)}</text>`

const horizontalTick = (y: number, tick: number): string =>
  `<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${fixed(y)}" y2="${fixed(y)}"/><text x="${LEFT - 8}" y="${fixed(y + 4)}" text-anchor="end">${tickText(tick)}</text>`

const tickText = (tick: number): string =>
  tick >= 1 || tick === 0 ? tick.toLocaleString('en') : digits(tick).replace(/\.?0+$/, '')

type Places = { readonly x: Placed; readonly y: Placed }

const pathOf = ({ points }: Line, place: Places): string =>
  points.map(([x, y]) => `${fixed(place.x.of(x))},${fixed(place.y.of(y))}`).join(' ')

/** Few points are marked, many make a curve. */
function drawn(line: Line, { i, place }: { i: number; place: Places }): string {
  const path = `<polyline class="line${i}" style="fill:none" stroke-width="1.5" points="${pathOf(line, place)}"/>`
  const marks =
    line.points.length > 10
      ? []
      : line.points.map(
          ([x, y]) => `<circle class="line${i}" cx="${fixed(place.x.of(x))}" cy="${fixed(place.y.of(y))}" r="3"/>`,
        )
  return [path, ...marks].join('')
}

const legend = (label: string, { i, swatch }: { i: number; swatch: string }): string =>
  `<g transform="translate(${RIGHT + 24},${TOP + 8 + i * LEGEND})">${swatch}<text x="16" y="4">${escaped(label)}</text></g>`
