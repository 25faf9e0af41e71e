import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'
import { VirtualClusterForm } from '../virtual-cluster-form.tsx'

export const metadata: Metadata = { title: 'New virtual cluster' }

export default async function NewVirtualClusterPage() {
  await requireSession('/virtual-clusters/new')
  return (
    <Page title="New virtual cluster" about="A cluster of its own for a partner: it shows only what you share with it.">
      <VirtualClusterForm />
    </Page>
  )
}
