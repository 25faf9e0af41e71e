import type { KindName } from '@tidegate/resources'
import type { Database } from './database.ts'
import type { Contents } from './paging.ts'

const nothing: Contents = { aliases: 0, accounts: 0, acls: 0, generation: 0 }

const counted = { AliasTopic: 'aliases', GatewayServiceAccount: 'accounts', Acl: 'acls' } as const satisfies Partial<
  Record<KindName, keyof Contents>
>

/** Of each virtual cluster that is named what belongs to it, counted where it is. */
export async function countContents(
  { prisma }: Database,
  vClusters: readonly string[],
): Promise<ReadonlyMap<string, Contents>> {
  const groups = await prisma.resource.groupBy({
    by: ['kind', 'vCluster'],
    where: { kind: { in: Object.keys(counted) }, vCluster: { in: [...vClusters] } },
    _count: true,
    _max: { generation: true },
  })
  const contents = new Map(vClusters.map(name => [name, nothing]))
  for (const { kind, vCluster, _count, _max } of groups) {
    const before = contents.get(vCluster) ?? nothing
    const generation = Math.max(before.generation, Number(_max.generation))
    contents.set(vCluster, { ...before, [counted[kind as keyof typeof counted]]: _count, generation })
  }
  return contents
}
