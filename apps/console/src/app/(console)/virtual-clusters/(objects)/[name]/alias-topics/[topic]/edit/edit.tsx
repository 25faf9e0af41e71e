'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { AliasForm } from '../../alias-form.tsx'

export function Edit(key: { vCluster: string; name: string }) {
  const alias = useQuery(useTRPC().aliasTopic.get.queryOptions(key))
  return (
    <Live of={alias}>{of => <AliasForm vCluster={key.vCluster} clusters={[of.spec.physicalCluster]} of={of} />}</Live>
  )
}
