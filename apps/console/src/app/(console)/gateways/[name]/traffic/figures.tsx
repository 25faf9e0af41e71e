'use client'

import type { TrafficOf } from '@tidegate/api'
import { ChartLine, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/button.tsx'
import { Section } from '#components/page.tsx'
import { bytesPerSecond, perSecond } from '#components/quantity.ts'
import { type Column, Table } from '#components/table.tsx'
import { type Line, TimeChart } from '#components/time-chart.tsx'
import { useAsTable } from '#components/use-as-table.ts'
import { type Flow, type Rate, ratesOf } from './rates.ts'

const minuteMs = 60_000

type FiguresProps = { samples: TrafficOf['samples']; flow: Flow; children: ReactNode }

/** Charts, or the same as a table: what was chosen last is remembered in this browser. */
export function Figures({ samples, flow, children }: FiguresProps) {
  const [isTable, setTable] = useAsTable()
  const Icon = isTable ? ChartLine : Table2
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        {children}
        <Button className="inline-flex items-center gap-2" onClick={() => setTable(!isTable)}>
          <Icon aria-hidden="true" className="size-4" />
          {isTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </div>
      {isTable ? (
        <ByMinute rates={ratesOf(samples, flow, minuteMs).reverse()} />
      ) : (
        <Charts rates={ratesOf(samples, flow)} />
      )}
    </>
  )
}

const throughput: readonly Line<Rate>[] = [
  { of: 'requestBytes', name: 'From clients', look: 'main' },
  { of: 'responseBytes', name: 'To clients', look: 'dashed' },
]
const requests: readonly Line<Rate>[] = [{ of: 'requests', name: 'Requests', look: 'main' }]

const Charts = ({ rates }: { rates: readonly Rate[] }) => (
  <div className="grid gap-6 xl:grid-cols-2">
    <Section title="Throughput">
      <TimeChart label="Throughput" points={rates} lines={throughput} format={bytesPerSecond} spanMs={15 * minuteMs} />
    </Section>
    <Section title="Requests">
      <TimeChart label="Requests" points={rates} lines={requests} format={perSecond} spanMs={15 * minuteMs} />
    </Section>
  </div>
)

const ByMinute = ({ rates }: { rates: readonly Rate[] }) => (
  <Section title="Traffic by minute">
    <Table label="Traffic by minute" rowKey={({ at }) => String(at)} rows={rates} columns={columns} />
  </Section>
)

const clock = (at: number) => new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })

const columns: readonly Column<Rate>[] = [
  {
    name: 'Until',
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>,
  },
  { name: 'From clients', cell: ({ requestBytes }) => bytesPerSecond(requestBytes) },
  { name: 'To clients', cell: ({ responseBytes }) => bytesPerSecond(responseBytes) },
  { name: 'Requests', cell: ({ requests }) => perSecond(requests) },
]
