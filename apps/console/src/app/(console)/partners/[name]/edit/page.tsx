import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'
import { Edit } from './edit.tsx'

export const metadata: Metadata = { title: 'Edit a partner' }

export default async function EditPartnerPage({ params }: PageProps<'/partners/[name]/edit'>) {
  const { name } = await params
  await requireSession(`/partners/${name}/edit`)
  const above = (
    <Link href={`/partners/${name}`} className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      {name}
    </Link>
  )
  return (
    <Page title={`Edit ${name}`} about="Who the partner is, and when the share ends." above={above}>
      <Prefetched reads={[queryClientOf().prefetchQuery(api.partner.get.queryOptions({ name }))]}>
        <Edit name={name} />
      </Prefetched>
    </Page>
  )
}
