import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Overview } from './overview.tsx'

type Props = PageProps<'/clusters/[name]'>

const nameIn = async ({ params }: Props) => decodeURIComponent((await params).name)

export const generateMetadata = async (props: Props): Promise<Metadata> => ({ title: await nameIn(props) })

export default async function ClusterPage(props: Props) {
  const name = await nameIn(props)
  await requireSession(`/clusters/${encodeURIComponent(name)}`)
  const queryClient = queryClientOf()
  // What a gateway has to be asked for is not waited for.
  const reads = [
    queryClient.prefetchQuery(api.physicalCluster.get.queryOptions({ name })),
    queryClient.prefetchQuery(api.gateway.inForce.queryOptions({ kind: 'PhysicalCluster', name })),
    queryClient.prefetchQuery(api.gateway.list.queryOptions()),
  ]
  return (
    <Prefetched reads={reads}>
      <Overview name={name} />
    </Prefetched>
  )
}
