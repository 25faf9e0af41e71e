'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Access, useTRPC } from '#trpc/provider.tsx'

type UsedByProps = { vCluster: string; name: string }

type May = Access['may'][number]
type Row = May & { readonly may: string; readonly vCluster: string }

/** Who may read or write it, by the same decision as the gateways', and who of them is connected now. */
export function UsedBy({ vCluster, name }: UsedByProps) {
  const { access } = useTRPC()
  const about = { vCluster, resourceType: 'TOPIC', name } as const
  const read = useQuery(access.ask.queryOptions({ ...about, operation: 'READ' }))
  const write = useQuery(access.ask.queryOptions({ ...about, operation: 'WRITE' }))
  const data = read.data && write.data && rowsOf(vCluster, read.data, write.data)
  return (
    <Section title="Used by">
      <Live of={{ data, error: read.error ?? write.error }}>
        {rows =>
          rows.length === 0 ? (
            <p className="text-ink-2">Nobody may read or write it yet.</p>
          ) : (
            <Table label="Used by" rowKey={({ principal }) => principal} rows={rows} columns={columns} />
          )
        }
      </Live>
    </Section>
  )
}

function rowsOf(vCluster: string, read: Access, write: Access): Row[] {
  const writers = new Set(write.may.map(({ principal }) => principal))
  const readers = new Set(read.may.map(({ principal }) => principal))
  const all = new Map([...read.may, ...write.may].map(each => [each.principal, each]))
  return [...all.values()].map(each => ({
    ...each,
    vCluster,
    may: [readers.has(each.principal) && 'Read', writers.has(each.principal) && 'Write'].filter(Boolean).join(', '),
  }))
}

const columns: readonly Column<Row>[] = [
  { name: 'Account', cell: row => <Account of={row} /> },
  { name: 'May', cell: ({ may }) => may },
  { name: 'Because', cell: ({ decision }) => decision.why },
  { name: 'Connected now', cell: row => <Connected of={row} /> },
]

const userOf = ({ principal }: May): string => principal.replace(/^User:/, '')

function Account({ of: row }: { of: Row }) {
  const user = userOf(row)
  if (user === '*') return 'Everybody'
  if (!row.hasAccount)
    return (
      <>
        <Mono>{user}</Mono> <Status tone="warn">No such account</Status>
      </>
    )
  return (
    <ObjectLink href={`/virtual-clusters/${row.vCluster}/service-accounts/${user}`}>
      <Mono>{user}</Mono>
    </ObjectLink>
  )
}

function Connected({ of: row }: { of: Row }) {
  const { data } = useQuery(useTRPC().connection.list.queryOptions({ virtualCluster: row.vCluster }))
  if (data === undefined) return <Muted>…</Muted>
  const user = userOf(row)
  const own = data.clients.filter(each => user === '*' || each.user === user)
  if (own.length === 0) return <Muted>No</Muted>
  const names = new Set(own.map(({ software }) => software ?? 'a client that gives no name'))
  return <Status tone="ok">{[...names].join(', ')}</Status>
}
