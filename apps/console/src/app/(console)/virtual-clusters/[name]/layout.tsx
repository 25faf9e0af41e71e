import Link from 'next/link'
import { Page } from '#components/page.tsx'
import { Sections } from './sections.tsx'

export default async function VirtualClusterLayout({ params, children }: LayoutProps<'/virtual-clusters/[name]'>) {
  const { name } = await params
  const above = (
    <Link href="/virtual-clusters" className="text-ink-3 underline-offset-2 hover:text-ink-1 hover:underline">
      Virtual clusters
    </Link>
  )
  return (
    <Page title={name} above={above}>
      <Sections name={name} />
      {children}
    </Page>
  )
}
