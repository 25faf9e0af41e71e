import { ObjectYaml } from '#change/object-yaml.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'

type Props = PageProps<'/virtual-clusters/[name]/service-accounts/[account]/yaml'>

export default async function YamlOfServiceAccountPage({ params }: Props) {
  const { name: vCluster, account } = await params
  const page = `/virtual-clusters/${vCluster}/service-accounts/${account}`
  await requireSession(`${page}/yaml`)
  const key = { kind: 'GatewayServiceAccount', vCluster, name: account } as const
  return (
    <Prefetched reads={[queryClientOf().prefetchQuery(api.yaml.queryOptions(key))]}>
      <ObjectYaml {...key} page={page} />
    </Prefetched>
  )
}
