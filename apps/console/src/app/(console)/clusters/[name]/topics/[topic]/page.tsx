import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { Topic } from './topic.tsx'

type Props = PageProps<'/clusters/[name]/topics/[topic]'>

async function keyIn({ params }: Props) {
  const { name, topic } = await params
  return { name: decodeURIComponent(name), topic: decodeURIComponent(topic) }
}

export const generateMetadata = async (props: Props): Promise<Metadata> => ({ title: (await keyIn(props)).topic })

export default async function TopicPage(props: Props) {
  const { name, topic } = await keyIn(props)
  await requireSession(`/clusters/${encodeURIComponent(name)}/topics/${encodeURIComponent(topic)}`)
  return <Topic name={name} topic={topic} />
}
