import { ObjectSections } from '#components/object-sections.tsx'
import { Page } from '#components/page.tsx'
import { Trail } from '#components/trail.tsx'

type Props = LayoutProps<'/virtual-clusters/[name]/alias-topics/[topic]'>

export default async function AliasTopicLayout({ params, children }: Props) {
  const { name, topic } = await params
  const list = `/virtual-clusters/${name}/alias-topics`
  return (
    <Page
      title={topic}
      above={
        <Trail
          of={[
            [name, `/virtual-clusters/${name}`],
            ['Alias topics', list],
          ]}
        />
      }
    >
      <ObjectSections name={topic} page={`${list}/${topic}`} />
      {children}
    </Page>
  )
}
