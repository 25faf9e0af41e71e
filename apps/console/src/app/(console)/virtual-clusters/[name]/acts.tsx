'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Remove } from '#change/remove.tsx'
import { buttonLook } from '#components/button.tsx'
import { useMay } from '#components/may.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

type Part = { kind: 'AliasTopic' | 'GatewayServiceAccount' | 'Partner'; metadata: { name: string; vCluster?: string } }

const deletionOf = ({ kind, metadata }: Part) => ({ op: 'delete' as const, kind, ...metadata })

/** With all that belongs to it: what is inside goes first, and its ACLs go with it. */
export function Acts({ cluster }: { cluster: VirtualCluster }) {
  const { name } = cluster.metadata
  const trpc = useTRPC()
  const { push } = useRouter()
  const { data: aliases } = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster: name }))
  const { data: accounts } = useQuery(trpc.gatewayServiceAccount.list.queryOptions({ vCluster: name }))
  const { data: partner } = useQuery(trpc.partner.list.queryOptions({ name }))
  if (!useMay('write')) return null
  const inside = aliases && accounts && partner && [...aliases, ...accounts, ...partner].map(deletionOf)
  return (
    <div className="flex flex-wrap gap-2">
      <Link href={`/virtual-clusters/${name}/edit`} className={buttonLook()}>
        Edit
      </Link>
      {inside && (
        <Remove
          what={`virtual cluster ${name}`}
          name={name}
          changes={[...inside, { op: 'delete', kind: 'VirtualCluster', name }]}
          onDone={() => push('/virtual-clusters')}
        />
      )}
    </div>
  )
}
