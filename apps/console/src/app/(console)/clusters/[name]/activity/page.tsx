import { Activity } from '#change/history/activity.tsx'
import { requireSession } from '#request-session.ts'

export default async function ActivityOfClusterPage({ params }: PageProps<'/clusters/[name]/activity'>) {
  const { name } = await params
  await requireSession(`/clusters/${name}/activity`)
  return <Activity kind="PhysicalCluster" name={name} />
}
