import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Edit } from './edit.tsx'

export default async function EditClusterPage({ params }: PageProps<'/clusters/[name]/edit'>) {
  const { name } = await params
  await requireSession(`/clusters/${name}/edit`)
  const reads = [queryClientOf().prefetchQuery(api.physicalCluster.get.queryOptions({ name }))]
  return (
    <Prefetched reads={reads}>
      <Edit name={name} />
    </Prefetched>
  )
}
