'use client'

import { useQuery } from '@tanstack/react-query'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { PutCommand } from '#components/put-command.tsx'
import { Table } from '#components/table.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type ServiceAccountsProps = { vCluster: string }

const types = { LOCAL: 'A token of the gateway', EXTERNAL: 'An identity from elsewhere' }

export function ServiceAccounts({ vCluster }: ServiceAccountsProps) {
  const accounts = useQuery(useTRPC().gatewayServiceAccount.list.queryOptions({ vCluster }))
  return (
    <Live of={accounts}>
      {rows =>
        rows.length === 0 ? (
          <NoServiceAccount vCluster={vCluster} />
        ) : (
          <>
            <NewObject href={`/virtual-clusters/${vCluster}/service-accounts/new`} words="New service account" />
            <Table
              label="Service accounts"
              rowKey={({ metadata }) => metadata.name}
              rows={rows}
              columns={[
                { name: 'Account', cell: ({ metadata }) => <Name of={metadata.name} vCluster={vCluster} /> },
                { name: 'Signs in with', cell: ({ spec }) => types[spec.type] },
                { name: 'Identity', cell: ({ spec }) => <Identity of={spec.externalNames} /> },
              ]}
            />
          </>
        )
      }
    </Live>
  )
}

const Name = ({ of, vCluster }: { of: string; vCluster: string }) => (
  <ObjectLink href={`/virtual-clusters/${vCluster}/service-accounts/${of}`}>
    <Mono>{of}</Mono>
  </ObjectLink>
)

const Identity = ({ of = [] }: { of: readonly string[] | undefined }) =>
  of.length === 0 ? <Muted>Its own name</Muted> : <Mono>{of.join(', ')}</Mono>

const NoServiceAccount = ({ vCluster }: ServiceAccountsProps) => (
  <Empty
    title="No service account yet"
    about="A service account is what a client signs in as, and what ACLs name. Make the first one, here or by REST:"
  >
    <NewObject href={`/virtual-clusters/${vCluster}/service-accounts/new`} words="New service account" />
    <PutCommand
      path="service-account"
      resource={{
        kind: 'GatewayServiceAccount',
        apiVersion: 'gateway/v2',
        metadata: { name: 'user1', vCluster },
        spec: { type: 'LOCAL' },
      }}
    />
  </Empty>
)
