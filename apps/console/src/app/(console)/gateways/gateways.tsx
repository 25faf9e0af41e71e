'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Live } from '#components/live.tsx'
import { Status } from '#components/status.tsx'
import { Table } from '#components/table.tsx'
import { useTRPC } from '#trpc/provider.tsx'

export function Gateways() {
  const gateways = useQuery(useTRPC().gateway.list.queryOptions())
  return (
    <Live of={gateways}>
      {({ generation, gateways }) => (
        <Table
          label="Gateways"
          rowKey={row => row.name}
          rows={gateways}
          columns={[
            { name: 'Gateway', cell: row => row.name },
            {
              name: 'State',
              cell: row =>
                row.generation === generation ? (
                  <Status tone="ok">In step</Status>
                ) : (
                  <Status tone="warn">Lags by {generation - row.generation}</Status>
                ),
            },
            { name: 'Seen', cell: row => <Ago at={row.seenAt} /> },
            { name: 'Version', cell: row => row.version },
            { name: 'Address', cell: row => <span className="font-mono text-sm">{row.address}</span> },
          ]}
        />
      )}
    </Live>
  )
}
