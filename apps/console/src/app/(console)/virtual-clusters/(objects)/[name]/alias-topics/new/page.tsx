import type { Metadata } from 'next'
import { Page } from '#components/page.tsx'
import { Trail } from '#components/trail.tsx'
import { requireSession } from '#request-session.ts'
import { NewAlias } from './new-alias.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/new'>

export const metadata: Metadata = { title: 'New alias topic' }

export default async function NewAliasTopicPage({ params }: Props) {
  const { name } = await params
  const list = `/virtual-clusters/${name}/alias-topics`
  await requireSession(`${list}/new`)
  return (
    <Page
      title="New alias topic"
      about={`Shows one topic of a physical cluster to clients of ${name}, under a name that you choose.`}
      above={
        <Trail
          of={[
            [name, `/virtual-clusters/${name}`],
            ['Alias topics', list],
          ]}
        />
      }
    >
      <NewAlias vCluster={name} />
    </Page>
  )
}
