import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { Groups } from './groups.tsx'

type Props = PageProps<'/clusters/[name]/groups'>

const nameIn = async ({ params }: Props) => decodeURIComponent((await params).name)

export const generateMetadata = async (props: Props): Promise<Metadata> => ({
  title: `Consumer groups of ${await nameIn(props)}`,
})

export default async function GroupsPage(props: Props) {
  const name = await nameIn(props)
  await requireSession(`/clusters/${encodeURIComponent(name)}/groups`)
  return <Groups name={name} />
}
