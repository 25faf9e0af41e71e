import { Activity } from '#change/history/activity.tsx'
import { requireSession } from '#request-session.ts'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/[topic]/activity'>

export default async function ActivityOfAliasTopicPage({ params }: Props) {
  const { name: vCluster, topic } = await params
  await requireSession(`/virtual-clusters/${vCluster}/alias-topics/${topic}/activity`)
  return <Activity kind="AliasTopic" vCluster={vCluster} name={topic} />
}
