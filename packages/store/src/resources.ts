import type { KindName, ResourceOf } from '@tidegate/resources'
import type { Database } from './database.ts'
import { columnsOf, inOrder, type Key, resourceOf } from './rows.ts'
import type { ListFilter } from './store.ts'

/** Secrets are in rows of their own, which are not read here. */
export async function listResources<K extends KindName>(
  { prisma }: Database,
  { kind, vCluster, name }: ListFilter & { kind: K },
): Promise<ResourceOf<K>[]> {
  const rows = await prisma.resource.findMany({ where: { kind, vCluster, name }, orderBy: inOrder })
  return rows.map(row => resourceOf(row) as ResourceOf<K>)
}

export async function getResource<K extends KindName>(
  { prisma }: Database,
  key: Key & { kind: K },
): Promise<ResourceOf<K> | undefined> {
  const row = await prisma.resource.findUnique({ where: { kind_vCluster_name: columnsOf(key) } })
  return row ? (resourceOf(row) as ResourceOf<K>) : undefined
}
