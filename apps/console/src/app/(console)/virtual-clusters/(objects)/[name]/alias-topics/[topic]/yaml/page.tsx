import { ObjectYaml } from '#change/object-yaml.tsx'
import { requireSession } from '#request-session.ts'
import { api, Prefetched, queryClientOf } from '#trpc/server.tsx'

type Props = PageProps<'/virtual-clusters/[name]/alias-topics/[topic]/yaml'>

export default async function YamlOfAliasTopicPage({ params }: Props) {
  const { name: vCluster, topic } = await params
  const page = `/virtual-clusters/${vCluster}/alias-topics/${topic}`
  await requireSession(`${page}/yaml`)
  const key = { kind: 'AliasTopic', vCluster, name: topic } as const
  return (
    <Prefetched reads={[queryClientOf().prefetchQuery(api.yaml.queryOptions(key))]}>
      <ObjectYaml {...key} page={page} />
    </Prefetched>
  )
}
