import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { Topics } from './topics.tsx'

type Props = PageProps<'/clusters/[name]/topics'>

const nameIn = async ({ params }: Props) => decodeURIComponent((await params).name)

export const generateMetadata = async (props: Props): Promise<Metadata> => ({
  title: `Topics of ${await nameIn(props)}`,
})

export default async function TopicsPage(props: Props) {
  const name = await nameIn(props)
  await requireSession(`/clusters/${encodeURIComponent(name)}/topics`)
  return <Topics name={name} />
}
