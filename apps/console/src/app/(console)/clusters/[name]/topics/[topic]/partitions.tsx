import { byteSize } from '#components/byte-size.ts'
import { Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import type { Topic } from '#trpc/provider.tsx'

type Partition = Topic['partitions'][number]

export const Partitions = ({ of }: { of: readonly Partition[] }) => (
  <Table label="Partitions" rowKey={({ partition }) => String(partition)} rows={of} columns={columns} />
)

const number = new Intl.NumberFormat('en')
const Known = ({ of }: { of: string | null }) => of ?? <Muted>Not known</Muted>
const offset = (value: number | null) => <Known of={value === null ? null : number.format(value)} />

const columns: readonly Column<Partition>[] = [
  { name: 'Partition', cell: ({ partition }) => partition },
  { name: 'Leader', cell: ({ leader }) => leader ?? <Status tone="bad">None</Status> },
  { name: 'Copies on brokers', cell: partition => <Copies of={partition} /> },
  { name: 'First offset', cell: ({ beginOffset }) => offset(beginOffset) },
  { name: 'Next offset', cell: ({ endOffset }) => offset(endOffset) },
  { name: 'Size', cell: ({ sizeBytes }) => <Known of={sizeBytes === null ? null : byteSize(sizeBytes)} /> },
]

function Copies({ of: { replicas, inSync, offline } }: { of: Partition }) {
  const behind = replicas.filter(id => !inSync.includes(id))
  return (
    <>
      {replicas.join(', ')}
      {behind.length > 0 && (
        <div>
          <Status tone="warn">
            {`Not in sync: ${behind.map(id => (offline.includes(id) ? `${id} (offline)` : id)).join(', ')}`}
          </Status>
        </div>
      )}
    </>
  )
}
