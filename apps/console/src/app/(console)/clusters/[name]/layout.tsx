import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { Sections } from './sections.tsx'

export default async function ClusterLayout({ params, children }: LayoutProps<'/clusters/[name]'>) {
  const name = decodeURIComponent((await params).name)
  const above = (
    <Link href="/clusters" className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      Physical clusters
    </Link>
  )
  return (
    <Page title={name} above={above}>
      <Sections name={name} />
      {children}
    </Page>
  )
}
