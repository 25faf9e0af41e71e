'use client'

import { useQuery } from '@tanstack/react-query'
import { Mono } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { Table } from '#components/table.tsx'
import { type Shown, shownTo } from '#share/leaks.ts'
import { useTRPC } from '#trpc/provider.tsx'
import { useSharing } from './sharing.tsx'
import { addressesOf } from './where.tsx'

const mostRows = 40

/** Exactly what the partner's clients get to see, with a warning where a name tells too much. It stops nobody. */
export function Leaks() {
  const { draft } = useSharing()
  const { data: gateways = [] } = useQuery(useTRPC().gateway.list.queryOptions())
  const shown = shownTo(draft, addressesOf(draft.cluster, gateways))
  const telling = shown.filter(({ warnings }) => warnings.length > 0)
  const rows = [...telling, ...shown.filter(({ warnings }) => warnings.length === 0)]
  return (
    <Section title="What the partner sees">
      <p>
        {telling.length === 0 ? (
          <Status tone="ok">No name tells more than it should.</Status>
        ) : (
          <Status tone="warn">
            {telling.length === 1 ? 'One name may tell too much.' : `${telling.length} names may tell too much.`}
          </Status>
        )}
      </p>
      <Table
        label="What the partner sees"
        rowKey={({ what, text }) => `${what} ${text}`}
        rows={rows.slice(0, mostRows)}
        columns={columns}
      />
      {rows.length > mostRows && <p className="text-ink-3">{`And ${rows.length - mostRows} more.`}</p>}
      <p className="text-ink-3 text-xs">
        Nothing else leaves the gateway: no broker, physical topic, cluster id or other partner.
      </p>
    </Section>
  )
}

const columns = [
  { name: 'Name', cell: ({ text }: Shown) => <Mono>{text}</Mono>, className: 'md:min-w-52' },
  { name: 'Of', cell: ({ what }: Shown) => what },
  { name: 'Check', cell: ({ warnings }: Shown) => <Check warnings={warnings} /> },
]

const Check = ({ warnings }: { warnings: readonly string[] }) =>
  warnings.length === 0 ? <Status tone="ok">Tells nothing</Status> : <Status tone="warn">{warnings.join('; ')}</Status>
