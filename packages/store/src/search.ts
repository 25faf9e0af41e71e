import type { KindName } from '@tidegate/resources'
import type { Database } from './database.ts'
import { literal } from './like.ts'

export type Found = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }

/** ACLs are named by what they say, so that nobody looks one up by its name. */
const NAMED: readonly KindName[] = ['PhysicalCluster', 'VirtualCluster', 'AliasTopic', 'GatewayServiceAccount']

/** Resources whose name, or that of their virtual cluster, holds the text; names that begin with it first. */
export async function search({ prisma }: Database, text: string, limit: number): Promise<Found[]> {
  // Prisma passes on what LIKE takes for any text.
  const escaped = literal(text)
  const where = (match: 'startsWith' | 'contains') => {
    const like = { [match]: escaped, mode: 'insensitive' as const }
    return { kind: { in: [...NAMED] }, OR: [{ name: like }, { vCluster: like }] }
  }
  const select = { kind: true, vCluster: true, name: true }
  const find = (match: 'startsWith' | 'contains') =>
    prisma.resource.findMany({
      where: where(match),
      select,
      orderBy: [{ name: 'asc' }, { vCluster: 'asc' }],
      take: limit,
    })
  const [beginning, holding] = await Promise.all([find('startsWith'), find('contains')])
  const rows = new Map([...beginning, ...holding].map(row => [`${row.kind} ${row.vCluster} ${row.name}`, row]))
  return [...rows.values()]
    .slice(0, limit)
    .map(({ kind, vCluster, name }) => ({ kind: kind as KindName, ...(vCluster && { vCluster }), name }))
}
