import { ObjectYaml } from '#change/object-yaml.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'

export default async function YamlOfVirtualClusterPage({ params }: PageProps<'/virtual-clusters/[name]/yaml'>) {
  const { name } = await params
  await requireSession(`/virtual-clusters/${name}/yaml`)
  const key = { kind: 'VirtualCluster', name } as const
  return (
    <Prefetched reads={[queryClientOf().prefetchQuery(api.yaml.queryOptions(key))]}>
      <ObjectYaml {...key} page={`/virtual-clusters/${name}`} />
    </Prefetched>
  )
}
