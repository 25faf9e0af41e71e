import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { Trail } from '#components/trail.tsx'
import { requireSession } from '#request-session.ts'
import { AccountForm } from '../account-form.tsx'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts/new'>

export const metadata: Metadata = { title: 'New service account' }

export default async function NewServiceAccountPage({ params }: Props) {
  const { name } = await params
  const list = `/virtual-clusters/${name}/service-accounts`
  await requireSession(`${list}/new`)
  return (
    <Page
      title="New service account"
      about={`Who signs in to ${name}: one for each application, so that each can be cut off by itself.`}
      above={
        <Trail
          of={[
            [name, `/virtual-clusters/${name}`],
            ['Service accounts', list],
          ]}
        />
      }
    >
      <AccountForm vCluster={name} />
    </Page>
  )
}
