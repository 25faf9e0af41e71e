import { byteSize } from '#components/byte-size.ts'
import { Muted } from '#components/mono.tsx'
import { type Column, Table } from '#components/table.tsx'
import type { KafkaMessage } from '#trpc/provider.tsx'

type Shown = NonNullable<KafkaMessage['value']>

export const Records = ({ of }: { of: readonly KafkaMessage[] }) =>
  of.length === 0 ? (
    <p className="text-ink-2">No record is there.</p>
  ) : (
    <Table label="Records" rowKey={({ partition, offset }) => `${partition}/${offset}`} rows={of} columns={columns} />
  )

/** Characters that may take more than the height of a cell. */
const SCROLLS = 200

const columns: readonly Column<KafkaMessage>[] = [
  { name: 'Place', cell: record => <Place of={record} /> },
  { name: 'Time', cell: ({ timestamp }) => <Time of={timestamp} /> },
  { name: 'Key', cell: ({ key }) => <Content of={key} /> },
  { name: 'Value', cell: ({ value }) => <Content of={value} />, className: 'md:w-1/2' },
  { name: 'Headers', cell: ({ headers }) => <Headers of={headers} /> },
]

const Place = ({ of: { partition, offset } }: { of: KafkaMessage }) => (
  <>
    {offset}
    <p className="whitespace-nowrap font-normal text-ink-3 text-xs">in partition {partition}</p>
  </>
)

const Time = ({ of }: { of: string | null }) =>
  of === null ? <Muted>None</Muted> : <time dateTime={of}>{`${of.slice(0, 19).replace('T', ' ')} UTC`}</time>

function Content({ of }: { of: Shown | null }) {
  if (of === null) return <Muted>None</Muted>
  if (of.bytes === 0) return <Muted>Empty</Muted>
  const shown = of.encoding === 'hex' ? of.text.length / 2 : new TextEncoder().encode(of.text).length
  return (
    <div className="min-w-0 space-y-1">
      <pre
        tabIndex={of.text.length > SCROLLS ? 0 : undefined}
        className="max-h-60 overflow-auto whitespace-pre-wrap break-all font-mono text-xs"
      >
        {of.text}
      </pre>
      {of.encoding === 'hex' && <p className="text-ink-3 text-xs">No text: hexadecimal digits</p>}
      {shown < of.bytes && <p className="text-ink-3 text-xs">Cut off, {byteSize(of.bytes)} in all</p>}
    </div>
  )
}

const Headers = ({ of }: { of: KafkaMessage['headers'] }) =>
  of.length === 0 ? (
    <Muted>None</Muted>
  ) : (
    <dl className="space-y-1">
      {of.map(({ name, value }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: headers may have one name several times, and never move.
        <div key={i}>
          <dt className="text-ink-3 text-xs">{name}</dt>
          <dd>
            <Content of={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
