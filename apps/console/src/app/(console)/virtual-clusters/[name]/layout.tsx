import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { Sections } from './sections.tsx'

export default async function VirtualClusterLayout({ params, children }: LayoutProps<'/virtual-clusters/[name]'>) {
  const { name } = await params
  const reads = [queryClientOf().prefetchQuery(api.virtualCluster.overview.queryOptions({ name }))]
  const above = (
    <Link href="/virtual-clusters" className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      Virtual clusters
    </Link>
  )
  return (
    <Page title={name} above={above}>
      <Hydrated reads={reads}>
        <Sections name={name} />
        {children}
      </Hydrated>
    </Page>
  )
}
