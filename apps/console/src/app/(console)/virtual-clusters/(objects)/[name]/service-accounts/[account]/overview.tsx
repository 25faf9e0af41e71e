'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Remove } from '#change/remove.tsx'
import { Facts } from '#components/facts.tsx'
import { InForce } from '#components/in-force.tsx'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { type ServiceAccount, useTRPC } from '#trpc/provider.tsx'
import { Connected } from './connected.tsx'
import { Tokens } from './tokens.tsx'

type Key = { vCluster: string; name: string }

export function Overview(key: Key) {
  const account = useQuery(useTRPC().gatewayServiceAccount.get.queryOptions(key))
  return (
    <Live of={account}>
      {({ spec }) => (
        <>
          <Facts
            of={[
              ['State', <InForce key="state" kind="GatewayServiceAccount" {...key} />],
              ['Signs in with', signsInWith(spec)],
            ]}
          />
          <Acts {...key} />
          <Tokens vCluster={key.vCluster} account={key.name} />
          <Connected vCluster={key.vCluster} account={key.name} />
        </>
      )}
    </Live>
  )
}

const signsInWith = ({ type, externalNames = [] }: ServiceAccount['spec']): string =>
  type === 'LOCAL' ? 'A token of the gateway' : `The identity ${externalNames.join(', ')}, from elsewhere`

/** ACLs for it alone go with it: otherwise the next account of that name would find them. Those in a virtual cluster stay. */
function Acts({ vCluster, name }: Key) {
  const { data: acls = [] } = useQuery(useTRPC().acl.list.queryOptions({ vCluster }))
  const { push } = useRouter()
  if (!useMay('write')) return null
  const own = acls.filter(({ spec }) => spec.principal === `User:${name}`)
  return (
    <Remove
      what={`service account ${name}`}
      name={name}
      changes={[
        { op: 'delete', kind: 'GatewayServiceAccount', vCluster, name },
        ...own.map(({ metadata }) => ({ op: 'delete' as const, kind: 'Acl' as const, ...metadata })),
      ]}
      onDone={() => push(`/virtual-clusters/${vCluster}/service-accounts`)}
    />
  )
}
