import { ObjectSections } from '#components/object-sections.tsx'
import { Page } from '#components/page.tsx'
import { Trail } from '#components/trail.tsx'

type Props = LayoutProps<'/virtual-clusters/[name]/service-accounts/[account]'>

export default async function ServiceAccountLayout({ params, children }: Props) {
  const { name, account } = await params
  const list = `/virtual-clusters/${name}/service-accounts`
  return (
    <Page
      title={account}
      above={
        <Trail
          of={[
            [name, `/virtual-clusters/${name}`],
            ['Service accounts', list],
          ]}
        />
      }
    >
      <ObjectSections name={account} page={`${list}/${account}`} />
      {children}
    </Page>
  )
}
