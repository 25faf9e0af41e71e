import { readStored, type Vault } from './apply.ts'
import { generationOf, reading, type Transaction } from './database.ts'
import type { ResourceKey } from './planning.ts'
import { keyOf, keyText, knownKinds } from './rows.ts'
import { readSlots } from './slots.ts'
import { inClear } from './snapshot.ts'
import type { Changes, Point } from './store.ts'
import { tokenOf } from './tokens.ts'

/** Further back than that all is read anew. */
const MOST_STEPS = 1_000

type Way = { readonly from: { readonly generation: number; readonly at: Date }; readonly to: Required<Point> }

export async function readChanges(vault: Vault, since: Point): Promise<Changes | undefined> {
  const read = await reading(vault, async transaction => {
    const way = await wayFrom(transaction, since)
    if (!way) return undefined
    const stored = await readStored(transaction, { generation: { gt: since.generation } })
    const there = new Set(stored.map(({ resource }) => keyText(keyOf(resource))))
    const deletes = (await readDeletes(transaction, since)).filter(key => !there.has(keyText(key)))
    const tokens = await readTokenChanges(transaction, way, vault.now())
    return { ...way.to, since, stored, deletes, tokens, slots: await readSlots(transaction) }
  })
  if (!read) return undefined
  const { stored, ...rest } = read
  return { ...rest, puts: stored.map(each => inClear(each, vault.cipher)) }
}

/** Undefined where not every step from there was recorded: by another version of this program, or in a database that was restored. */
async function wayFrom(transaction: Transaction, since: Point): Promise<Way | undefined> {
  const generation = await generationOf(transaction)
  const count = generation - since.generation
  if (count < 0 || count > MOST_STEPS) return undefined
  const where = { generation: { gte: since.generation } }
  const steps = await transaction.step.findMany({ where, orderBy: { generation: 'asc' } })
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last || steps.length !== count + 1 || first.mark !== since.mark) return undefined
  return { from: { generation: since.generation, at: first.at }, to: { generation, mark: last.mark } }
}

async function readDeletes(transaction: Transaction, { generation }: Point): Promise<ResourceKey[]> {
  const rows = await transaction.revision.findMany({
    where: { ...knownKinds, operation: 'DELETE', generation: { gt: generation } },
    distinct: ['kind', 'vCluster', 'name'],
    select: { kind: true, vCluster: true, name: true },
  })
  return rows.map(({ kind, vCluster, name }) => ({ kind, name, ...(vCluster && { vCluster }) }) as ResourceKey)
}

/** Also those that expired meanwhile, which nobody had to change. */
async function readTokenChanges(transaction: Transaction, { from }: Way, now: Date): Promise<Changes['tokens']> {
  const rows = await transaction.token.findMany({
    where: { OR: [{ generation: { gt: from.generation } }, { expiresAt: { gt: from.at, lte: now } }] },
    orderBy: [{ issuedAt: 'asc' }, { id: 'asc' }],
  })
  const isLive = ({ revokedAt, expiresAt }: (typeof rows)[number]) => revokedAt === null && expiresAt > now
  return {
    puts: rows.filter(isLive).map(tokenOf),
    deletes: rows.filter(row => !isLive(row)).map(({ id }) => id),
  }
}
