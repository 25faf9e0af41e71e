import { Mono } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import type { Gateway } from '#trpc/provider.tsx'

type Row = Gateway['errors'][number] & { gateway: string }

/** What a gateway was told to run and cannot. */
export function Errors({ gateways }: { gateways: readonly Gateway[] }) {
  const rows = gateways.flatMap(({ name, errors }) => errors.map(error => ({ ...error, gateway: name })))
  if (rows.length === 0) return null
  return (
    <Section title="Errors">
      <Table label="Errors" rowKey={keyOf} rows={rows} columns={columns} />
    </Section>
  )
}

const nameOf = ({ vCluster, name }: Row) => (vCluster === undefined ? name : `${vCluster}/${name}`)
const keyOf = (row: Row) => `${row.gateway}/${row.kind}/${nameOf(row)}`

const columns: readonly Column<Row>[] = [
  { name: 'Gateway', cell: ({ gateway }) => gateway, className: 'md:whitespace-nowrap' },
  { name: 'Kind', cell: ({ kind }) => kind },
  { name: 'Name', cell: row => <Mono>{nameOf(row)}</Mono>, className: 'md:min-w-40' },
  { name: 'What is wrong', cell: ({ message }) => <Status tone="bad">{message}</Status> },
]
