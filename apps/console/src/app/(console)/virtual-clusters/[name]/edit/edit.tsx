'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { VirtualClusterForm } from '../../virtual-cluster-form.tsx'

export const Edit = ({ name }: { name: string }) => (
  <Live of={useQuery(useTRPC().virtualCluster.get.queryOptions({ name }))}>
    {cluster => <VirtualClusterForm of={cluster} />}
  </Live>
)
