'use client'

import { type DataColumn, DataTable } from '#components/data-table.tsx'
import { Empty } from '#components/empty.tsx'
import { goesOn } from '#components/list-state.ts'
import { Mono, Muted } from '#components/mono.tsx'
import { NewObject } from '#components/new-object.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { PutCommand } from '#components/put-command.tsx'
import type { Filter } from '#components/use-list-state.ts'
import { type ServiceAccount, useTRPC } from '#trpc/provider.tsx'

type ServiceAccountsProps = { vCluster: string }

const types = { LOCAL: 'A token of the gateway', EXTERNAL: 'An identity from elsewhere' }

export function ServiceAccounts({ vCluster }: ServiceAccountsProps) {
  const trpc = useTRPC()
  return (
    <DataTable
      nouns={{ one: 'service account', many: 'service accounts' }}
      columns={columns}
      rowKey={keyOf}
      query={input => trpc.gatewayServiceAccount.page.infiniteQueryOptions({ ...input, vCluster }, goesOn)}
      filters={filters}
      act={<NewObject href={`/virtual-clusters/${vCluster}/service-accounts/new`} words="New service account" />}
      empty={<NoServiceAccount vCluster={vCluster} />}
    />
  )
}

const keyOf = ({ metadata }: ServiceAccount) => metadata.name

const Name = ({ of: { name, vCluster } }: { of: { name: string; vCluster?: string } }) => (
  <ObjectLink href={`/virtual-clusters/${vCluster}/service-accounts/${name}`}>
    <Mono>{name}</Mono>
  </ObjectLink>
)

const columns: readonly DataColumn<ServiceAccount>[] = [
  { name: 'Account', cell: ({ metadata }) => <Name of={metadata} />, sort: 'name' },
  { name: 'Signs in with', cell: ({ spec }) => types[spec.type], sort: 'type' },
  { name: 'Identity', cell: ({ spec }) => <Identity of={spec.externalNames} />, sort: 'identity' },
]

const filters: readonly Filter[] = [
  {
    name: 'type',
    label: 'Signs in with',
    options: Object.entries(types).map(([value, label]) => ({ value, label })),
  },
]

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
