import { GatewayError } from '@tidegate/errors'
import type { Change } from '@tidegate/resources'
import type { Transaction } from './database.ts'
import type { Prisma } from './generated/prisma/client.ts'
import type { Cipher } from './secrets.ts'
import type { Actor, Applied } from './store.ts'

const KEPT_MS = 24 * 60 * 60 * 1000

export type Call = { readonly user: string; readonly key: string; readonly digest: string }
type Outcome = { readonly generation: number; readonly applied: Applied[] }

/** A key is its user's own. The digest tells whether the changes are the same, and nothing of them. */
export const callOf = ({ user }: Actor, key: string, { changes, cipher }: Called): Call => ({
  user,
  key,
  digest: cipher.digest(JSON.stringify(changes)),
})

type Called = { readonly changes: readonly Change[]; readonly cipher: Cipher }

/** What the same call answered before. */
export async function receiptOf(
  transaction: Transaction,
  { user, key, digest }: Call,
  now: Date,
): Promise<Outcome | undefined> {
  const receipt = await transaction.receipt.findUnique({ where: { user_key: { user, key } } })
  if (!receipt || isOver(receipt.at, now)) return undefined
  if (receipt.digest !== digest)
    throw new GatewayError('CONFLICT', 'The key was used for other changes: use a new key for each apply')
  return { generation: Number(receipt.generation), applied: receipt.applied as unknown as Applied[] }
}

export async function keepReceipt(
  transaction: Transaction,
  call: Call,
  { outcome: { generation, applied }, at }: { outcome: Outcome; at: Date },
): Promise<void> {
  await transaction.receipt.deleteMany({ where: { at: { lte: new Date(at.getTime() - KEPT_MS) } } })
  const data = { ...call, generation, applied: applied as unknown as Prisma.InputJsonValue, at }
  await transaction.receipt.create({ data })
}

const isOver = (at: Date, now: Date): boolean => now.getTime() - at.getTime() >= KEPT_MS
