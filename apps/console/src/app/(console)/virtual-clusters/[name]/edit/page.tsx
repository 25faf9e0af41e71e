import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Edit } from './edit.tsx'

export default async function EditVirtualClusterPage({ params }: PageProps<'/virtual-clusters/[name]/edit'>) {
  const { name } = await params
  await requireSession(`/virtual-clusters/${name}/edit`)
  const reads = [queryClientOf().prefetchQuery(api.virtualCluster.get.queryOptions({ name }))]
  return (
    <Prefetched reads={reads}>
      <Edit name={name} />
    </Prefetched>
  )
}
