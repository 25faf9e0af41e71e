import { type Database, nextGeneration, type Transaction, writing } from './database.ts'
import type { Slot } from './store.ts'

export const readSlots = (transaction: Transaction): Promise<Slot[]> =>
  transaction.slot.findMany({ orderBy: { slot: 'asc' } })

/** Rows are never deleted, so the number of slots is the lowest one never used. */
export async function allotSlots(
  database: Database,
  physicalCluster: string,
  brokerIds: readonly number[],
): Promise<Slot[]> {
  const there = await readSlots(database.prisma)
  if (missing(there, physicalCluster, brokerIds).length === 0) return there
  return writing(database, async transaction => {
    const slots = await readSlots(transaction)
    const added = missing(slots, physicalCluster, brokerIds).map((brokerId, i) => ({
      slot: slots.length + i,
      physicalCluster,
      brokerId,
    }))
    if (added.length === 0) return slots
    await transaction.slot.createMany({ data: added })
    await nextGeneration(transaction, database.now())
    return [...slots, ...added]
  })
}

function missing(slots: readonly Slot[], physicalCluster: string, brokerIds: readonly number[]): number[] {
  const own = new Set(slots.filter(slot => slot.physicalCluster === physicalCluster).map(({ brokerId }) => brokerId))
  return [...new Set(brokerIds)].filter(id => !own.has(id)).sort((a, b) => a - b)
}
