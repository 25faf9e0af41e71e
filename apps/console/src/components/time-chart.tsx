'use client'

import { CartesianGrid, LineChart, Line as Plotted, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

/** Told apart by their stroke as well as by their colour. */
const looks = {
  main: { stroke: 'var(--color-accent)', strokeDasharray: '' },
  dashed: { stroke: 'var(--color-ink-2)', strokeDasharray: '5 4' },
}

export type Line<Point> = {
  readonly of: keyof Point & string
  readonly name: string
  readonly look: keyof typeof looks
}

type TimeChartProps<Point> = {
  label: string
  points: readonly Point[]
  lines: readonly Line<Point>[]
  format: (value: number) => string
  /** How far back it looks. */
  spanMs: number
}

const clock = (at: number, second?: '2-digit') =>
  new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', ...(second && { second }) })

const axis = { stroke: 'var(--color-line-strong)', tick: { fill: 'var(--color-ink-3)', fontSize: 12 } }

/** Lines over time. The arrow keys walk along it; whoever wants the figures has a table beside it. */
export function TimeChart<Point extends { at: number }>({
  label,
  points,
  lines,
  format,
  spanMs,
}: TimeChartProps<Point>) {
  return (
    <figure className="space-y-2 rounded-lg border border-line p-3 sm:p-4">
      <div className="h-56">
        <ResponsiveContainer>
          <LineChart data={[...points]} title={label} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              {...axis}
              dataKey="at"
              type="number"
              domain={([, last]) => [last - spanMs, last]}
              allowDataOverflow
              tickFormatter={at => clock(at)}
              minTickGap={48}
            />
            <YAxis {...axis} width={76} tickFormatter={format} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--color-line-strong)' }}
              content={({ active, payload }) =>
                active && payload[0] ? <Values of={payload[0].payload as Point} lines={lines} format={format} /> : null
              }
            />
            {lines.map(({ of, name, look }) => (
              <Plotted
                key={of}
                dataKey={of}
                name={name}
                {...looks[look]}
                strokeWidth={2}
                dot={false}
                activeDot={{ r: 4, strokeWidth: 0, fill: looks[look].stroke }}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      {lines.length > 1 && (
        <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
          {lines.map(({ of, name, look }) => (
            <span key={of} className="inline-flex items-center gap-1.5">
              <svg aria-hidden="true" width="20" height="4">
                <line x2="20" y1="2" y2="2" strokeWidth="2" {...looks[look]} />
              </svg>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  )
}

type ValuesProps<Point> = { of: Point } & Pick<TimeChartProps<Point>, 'lines' | 'format'>

const Values = <Point extends { at: number }>({ of: point, lines, format }: ValuesProps<Point>) => (
  <div className="rounded-md border border-line bg-surface-2 px-3 py-2 text-xs shadow-raised">
    <p className="text-ink-3">{clock(point.at, '2-digit')}</p>
    {lines.map(({ of, name }) => (
      <p key={of}>
        {name} <span className="font-medium">{format(Number(point[of]))}</span>
      </p>
    ))}
  </div>
)
