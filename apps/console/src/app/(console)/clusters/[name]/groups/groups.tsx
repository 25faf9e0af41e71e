'use client'

import Link from 'next/link'
import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono, Muted } from '#components/mono.tsx'
import { Seen } from '#components/seen.tsx'
import { ofGateway } from '#trpc/of-gateway.ts'
import { type GroupRow, useTRPC } from '#trpc/provider.tsx'
import { GroupState } from './state.tsx'

export function Groups({ name }: { name: string }) {
  const trpc = useTRPC()
  const reads = { ...goesOn, ...ofGateway }
  return (
    <DataTable
      nouns={{ one: 'consumer group', many: 'consumer groups' }}
      columns={columnsOf(name)}
      rowKey={keyOf}
      query={({ search, order }) =>
        trpc.physicalCluster.groups.infiniteQueryOptions(
          { name, ...(search && { search }), ...(order && { order }) },
          reads,
        )
      }
      empty={<NoGroup />}
      note={({ observedAt, missing }) => <Seen at={observedAt} missing={missing} />}
    />
  )
}

const keyOf = ({ id }: GroupRow) => id

const NoGroup = () => (
  <Empty
    title="No consumer group here"
    about="Nobody has read from this cluster with a group yet, or the gateway’s own user may not DESCRIBE the groups there are."
  />
)

const number = new Intl.NumberFormat('en')

const columnsOf = (cluster: string): readonly DataColumn<GroupRow>[] => [
  { name: 'Group', cell: ({ id }) => <Name cluster={cluster} of={id} />, sort: 'name', width: 'md:w-2/5' },
  { name: 'State', cell: ({ state }) => <GroupState of={state} /> },
  { name: 'Members', cell: ({ members }) => known(members) },
  { name: 'Behind by', cell: ({ lag }) => (lag === null ? known(lag) : `${number.format(lag)} records`) },
]

const known = (value: number | null) => (value === null ? <Muted>Not known</Muted> : number.format(value))

const Name = ({ cluster, of }: { cluster: string; of: string }) => (
  <Link
    href={`/clusters/${encodeURIComponent(cluster)}/groups/${encodeURIComponent(of)}`}
    className="text-accent underline-offset-2 hover:underline"
  >
    <Mono>{of}</Mono>
  </Link>
)
