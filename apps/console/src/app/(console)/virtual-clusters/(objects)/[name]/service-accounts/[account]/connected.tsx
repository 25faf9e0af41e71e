'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Connections, useTRPC } from '#trpc/provider.tsx'

type Client = Connections['clients'][number]

/** The clients that are connected as this account now, as the gateways see them. */
export function Connected({ vCluster, account }: { vCluster: string; account: string }) {
  const connections = useQuery(useTRPC().connection.list.queryOptions({ virtualCluster: vCluster }))
  return (
    <Section title="Connected now">
      <Live of={connections}>
        {({ clients }) => {
          const own = clients.filter(({ user }) => user === account)
          if (own.length === 0) return <p className="text-ink-2">{`No client is connected as ${account}.`}</p>
          return (
            <Table
              label="Connected now"
              rowKey={({ gateway, host, software, token }) => `${gateway} ${host} ${software} ${token}`}
              rows={own}
              columns={columns}
            />
          )
        }}
      </Live>
    </Section>
  )
}

const columns: readonly Column<Client>[] = [
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono> },
  { name: 'Client', cell: ({ software }) => software ?? <Muted>It does not say</Muted> },
  { name: 'Connections', cell: ({ connections }) => connections },
  { name: 'Gateway', cell: ({ gateway }) => gateway },
  { name: 'Since', cell: ({ since }) => <Ago at={since} /> },
]
