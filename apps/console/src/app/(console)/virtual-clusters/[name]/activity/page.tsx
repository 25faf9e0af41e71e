import { Activity } from '#change/history/activity.tsx'
import { requireSession } from '#request-session.ts'

export default async function ActivityOfVirtualClusterPage({ params }: PageProps<'/virtual-clusters/[name]/activity'>) {
  const { name } = await params
  await requireSession(`/virtual-clusters/${name}/activity`)
  return <Activity vCluster={name} />
}
