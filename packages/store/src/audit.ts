import { type KindName, kinds } from '@tidegate/resources'
import type { Database } from './database.ts'
import type { AuditEvent } from './generated/prisma/client.ts'
import type { HistoryChange, HistoryEvent, HistoryFilter } from './planning.ts'
import { inSchemaOrder } from './rows.ts'

/** The kind of events about people. */
export const PERSON = 'Person'

/** What was done, the latest first. */
export async function readHistory({ prisma }: Database, filter: HistoryFilter): Promise<HistoryEvent[]> {
  const { kind, vCluster, name, account, user, limit, before, people = false } = filter
  const rows = await prisma.auditEvent.findMany({
    where: {
      kind,
      name,
      user,
      ...(!people && { NOT: { kind: PERSON } }),
      ...(before !== undefined && { id: { lt: BigInt(before) } }),
      AND: [
        ...(vCluster === undefined ? [] : [{ OR: [{ vCluster }, { kind: 'VirtualCluster', name: vCluster }] }]),
        ...(account === undefined ? [] : [{ OR: ofAccount(account) }]),
      ],
    },
    orderBy: { id: 'desc' },
    take: limit,
    omit: { before: true, after: true },
  })
  return rows.map(eventOf)
}

const ofAccount = (name: string) => {
  const own = { path: ['username'], equals: name }
  return [
    { kind: 'GatewayServiceAccount', name },
    { kind: 'Token', before: own },
    { kind: 'Token', after: own },
  ]
}

export async function historyEvent({ prisma }: Database, id: string): Promise<HistoryChange | undefined> {
  const row = await prisma.auditEvent.findUnique({ where: { id: BigInt(id) } })
  if (!row) return undefined
  const { kind } = row
  const [before, after] = [row.before, row.after].map(spec => spec as Fields | null)
  return {
    ...eventOf(row),
    ...(before && { before: ordered(kind, before) }),
    ...(after && { after: ordered(kind, after) }),
  }
}

type Fields = Record<string, unknown>

/** A token or a person is no resource, and a field that a kind had once is still told. */
const ordered = (kind: string, spec: Fields): Fields =>
  Object.hasOwn(kinds, kind) ? { ...inSchemaOrder(kind as KindName, spec), ...spec } : spec

const eventOf = (row: Omit<AuditEvent, 'before' | 'after'>): HistoryEvent => ({
  id: String(row.id),
  generation: Number(row.generation),
  user: row.user,
  surface: row.surface,
  operation: row.operation,
  kind: row.kind,
  ...(row.vCluster && { vCluster: row.vCluster }),
  name: row.name,
  at: row.at,
})
