import type { Metadata } from 'next'
import { goesOn, listInputOf } from '#components/list-state.ts'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Acls } from '../acls.tsx'
import { Views } from '../views.tsx'

type Props = PageProps<'/virtual-clusters/[name]/acls/all'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `ACLs of ${(await params).name}` }
}

export default async function AclsPage({ params, searchParams }: Props) {
  const { name: vCluster } = await params
  await requireSession(`/virtual-clusters/${vCluster}/acls/all`)
  const input = { ...listInputOf(await searchParams), vCluster }
  const reads = [queryClientOf().prefetchInfiniteQuery(api.acl.page.infiniteQueryOptions(input, goesOn))]
  return (
    <>
      <Views vCluster={vCluster} />
      <Prefetched reads={reads}>
        <Acls vCluster={vCluster} />
      </Prefetched>
    </>
  )
}
