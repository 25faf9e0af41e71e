'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { ClusterForm } from '../../cluster-form.tsx'
import { ManagedElsewhere } from '../managed-elsewhere.tsx'

export function Edit({ name }: { name: string }) {
  const cluster = useQuery(useTRPC().physicalCluster.get.queryOptions({ name }))
  return (
    <Live of={cluster}>
      {of => (of.managedBy === undefined ? <ClusterForm of={of} /> : <ManagedElsewhere by={of.managedBy} />)}
    </Live>
  )
}
