import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { Trail } from '#components/trail.tsx'
import { requireSession } from '#request-session.ts'
import { ClusterForm } from '../cluster-form.tsx'

export const metadata: Metadata = { title: 'Add physical cluster' }

export default async function NewClusterPage() {
  await requireSession('/clusters/new')
  return (
    <Page
      title="Add physical cluster"
      about="A Kafka cluster of yours, and how the gateways sign in to it."
      above={<Trail of={[['Physical clusters', '/clusters']]} />}
    >
      <ClusterForm />
    </Page>
  )
}
