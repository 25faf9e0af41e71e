import type { TrafficOf } from '@tidegate/api'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { causeName } from '#components/refusal-causes.ts'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'

/** What went wrong for clients in the same time. */
export const Counts = ({ of: { errors, refusals } }: { of: TrafficOf }) => (
  <div className="grid items-start gap-6 lg:grid-cols-2">
    <Section title="Errors told to clients">
      {errors.length === 0 ? (
        <Muted>None.</Muted>
      ) : (
        <Table label="Errors told to clients" rowKey={({ error }) => error} rows={errors} columns={errorColumns} />
      )}
    </Section>
    <Section title="Failed handshakes">
      {refusals.length === 0 ? (
        <Muted>None.</Muted>
      ) : (
        <Table label="Failed handshakes" rowKey={each => each.refusal} rows={refusals} columns={refusalColumns} />
      )}
    </Section>
  </div>
)

const number = (count: number) => count.toLocaleString('en')

const errorColumns: readonly Column<TrafficOf['errors'][number]>[] = [
  { name: 'Kafka error', cell: ({ error }) => <Mono>{error}</Mono> },
  { name: 'Times', cell: ({ count }) => number(count) },
]

const refusalColumns: readonly Column<TrafficOf['refusals'][number]>[] = [
  { name: 'Cause', cell: ({ refusal }) => <Status tone="warn">{causeName(refusal)}</Status> },
  { name: 'Times', cell: ({ count }) => number(count) },
]
