import { Activity } from '#change/history/activity.tsx'
import { requireSession } from '#request-session.ts'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts/[account]/activity'>

export default async function ActivityOfServiceAccountPage({ params }: Props) {
  const { name: vCluster, account } = await params
  await requireSession(`/virtual-clusters/${vCluster}/service-accounts/${account}/activity`)
  return <Activity vCluster={vCluster} account={account} />
}
