import type { Metadata } from 'next'
import { Editor } from '#access/editor.tsx'
import { nameOfPrincipal } from '#access/words.ts'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls/[principal]'>

const principalOf = async (params: Props['params']): Promise<string> => decodeURIComponent((await params).principal)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access of ${nameOfPrincipal(await principalOf(params))}` }
}

export default async function PrincipalPage({ params }: Props) {
  const { name: vCluster } = await params
  const principal = await principalOf(params)
  await requireSession(`/virtual-clusters/${vCluster}/acls/${encodeURIComponent(principal)}`)
  const queryClient = queryClientOf()
  const reads = [
    queryClient.prefetchQuery(api.virtualCluster.get.queryOptions({ name: vCluster })),
    queryClient.prefetchQuery(api.access.rules.queryOptions({ vCluster, principal })),
    queryClient.prefetchQuery(api.aliasTopic.list.queryOptions({ vCluster })),
  ]
  return (
    <Prefetched reads={reads}>
      <Editor key={principal} vCluster={vCluster} principal={principal} />
    </Prefetched>
  )
}
