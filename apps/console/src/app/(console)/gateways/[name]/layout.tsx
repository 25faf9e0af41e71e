import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { api, Hydrated, queryClientOf } from '#trpc/server.tsx'
import { Sections } from './sections.tsx'

export default async function GatewayLayout({ params, children }: LayoutProps<'/gateways/[name]'>) {
  const name = decodeURIComponent((await params).name)
  const reads = [queryClientOf().prefetchQuery(api.gateway.get.queryOptions({ name }))]
  const above = (
    <Link href="/gateways" className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      Gateways
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
