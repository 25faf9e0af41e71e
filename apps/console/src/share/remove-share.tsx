'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Remove } from '#change/remove.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type Part = { kind: 'AliasTopic' | 'GatewayServiceAccount' | 'Partner'; metadata: { name: string; vCluster?: string } }

const deletionOf = ({ kind, metadata }: Part) => ({ op: 'delete' as const, kind, ...metadata })

/** A virtual cluster with all that belongs to it: what is inside goes first, and its ACLs go with it. */
export function RemoveShare({ name, what, to }: { name: string; what: string; to: string }) {
  const trpc = useTRPC()
  const { push } = useRouter()
  const { data: aliases } = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster: name }))
  const { data: accounts } = useQuery(trpc.gatewayServiceAccount.list.queryOptions({ vCluster: name }))
  const { data: partner } = useQuery(trpc.partner.list.queryOptions({ name }))
  if (!aliases || !accounts || !partner) return null
  const inside = [...aliases, ...accounts, ...partner].map(deletionOf)
  return (
    <Remove
      what={what}
      name={name}
      changes={[...inside, { op: 'delete', kind: 'VirtualCluster', name }]}
      onDone={() => push(to)}
    />
  )
}
