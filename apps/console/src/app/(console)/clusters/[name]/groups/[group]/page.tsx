import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { Group } from './group.tsx'

type Props = PageProps<'/clusters/[name]/groups/[group]'>

async function keyIn({ params }: Props) {
  const { name, group } = await params
  return { name: decodeURIComponent(name), group: decodeURIComponent(group) }
}

export const generateMetadata = async (props: Props): Promise<Metadata> => ({ title: (await keyIn(props)).group })

export default async function GroupPage(props: Props) {
  const { name, group } = await keyIn(props)
  await requireSession(`/clusters/${encodeURIComponent(name)}/groups/${encodeURIComponent(group)}`)
  return <Group name={name} group={group} />
}
