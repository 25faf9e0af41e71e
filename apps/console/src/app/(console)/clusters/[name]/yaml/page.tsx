import { ObjectYaml } from '#change/object-yaml.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'

export default async function YamlOfClusterPage({ params }: PageProps<'/clusters/[name]/yaml'>) {
  const { name } = await params
  await requireSession(`/clusters/${name}/yaml`)
  const key = { kind: 'PhysicalCluster', name } as const
  return (
    <Prefetched reads={[queryClientOf().prefetchQuery(api.yaml.queryOptions(key))]}>
      <ObjectYaml {...key} page={`/clusters/${name}`} />
    </Prefetched>
  )
}
