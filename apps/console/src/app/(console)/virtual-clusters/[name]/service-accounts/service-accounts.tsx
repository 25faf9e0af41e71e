'use client'

import { useQuery } from '@tanstack/react-query'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { putCommand } from '#components/put-command.ts'
import { Table } from '#components/table.tsx'
import { useTRPC } from '#trpc/provider.tsx'

const first = (vCluster: string) =>
  putCommand('service-account', {
    kind: 'GatewayServiceAccount',
    apiVersion: 'gateway/v2',
    metadata: { name: 'user1', vCluster },
    spec: { type: 'LOCAL' },
  })

const types: Readonly<Record<string, string>> = {
  LOCAL: 'Local: signs in with a token of the gateway',
  EXTERNAL: 'External: known by another name elsewhere',
}

export function ServiceAccounts({ vCluster }: { vCluster: string }) {
  const accounts = useQuery(useTRPC().serviceAccount.list.queryOptions({ vCluster }))
  return (
    <Live of={accounts}>
      {rows =>
        rows.length === 0 ? (
          <Empty title="No service account yet" code={first(vCluster)}>
            A service account is what a client signs in as, and what ACLs name. Make the first one:
          </Empty>
        ) : (
          <Table
            label="Service accounts"
            rowKey={({ metadata }) => metadata.name}
            rows={rows}
            columns={[
              { name: 'Account', cell: ({ metadata }) => <Mono>{metadata.name}</Mono> },
              { name: 'Type', cell: ({ spec }) => types[spec.type] ?? spec.type },
              { name: 'Names elsewhere', cell: ({ spec }) => <Names of={spec.externalNames} /> },
            ]}
          />
        )
      }
    </Live>
  )
}

const Names = ({ of = [] }: { of: readonly string[] | undefined }) =>
  of.length === 0 ? <Muted>None</Muted> : <Mono>{of.join(', ')}</Mono>
