import { type Change, validateChanges } from '@tidegate/resources'
import { type Database, generationOf, nextGeneration, type Transaction, writing } from './database.ts'
import type { Prisma } from './generated/prisma/client.ts'
import { type Occasion, recordHistory } from './history.ts'
import { complete, type Effect, plan, stateOf } from './plan.ts'
import { readReach } from './reach.ts'
import { callOf, keepReceipt, receiptOf } from './receipts.ts'
import { recallSecrets } from './revisions.ts'
import { columnsOf, inOrder, knownKinds, type Stored, storedOf } from './rows.ts'
import type { Cipher } from './secrets.ts'
import { expectationsOf, refuseStale } from './stale.ts'
import type { Applied, ApplyOptions } from './store.ts'

export type Vault = Database & { readonly cipher: Cipher }

export type Outcome = { readonly generation: number; readonly applied: Applied[] }

export function applyChanges(vault: Vault, changes: readonly Change[], options: ApplyOptions): Promise<Outcome> {
  return writing(vault, async transaction => {
    const stored = await readReach(transaction, changes)
    return applyWithin({ transaction, vault, stored }, changes, options)
  })
}

type Within = { readonly transaction: Transaction; readonly vault: Vault; readonly stored: readonly Stored[] }

export async function applyWithin(
  { transaction, vault, stored }: Within,
  changes: readonly Change[],
  options: ApplyOptions,
): Promise<Outcome> {
  const { actor, dryRun, key } = options
  const at = vault.now()
  const call = key === undefined || dryRun ? undefined : callOf(actor, key, { changes, cipher: vault.cipher })
  const answered = call && (await receiptOf(transaction, call, at))
  if (answered) return answered
  const all = complete(changes, stored)
  const world = { state: stateOf(stored), cipher: vault.cipher }
  await refuseStale(transaction, expectationsOf(all, changes.length, options), world)
  validateChanges(
    all,
    stored.map(({ resource }) => resource),
  )
  const { recalled, missing } = await recallSecrets(transaction, all, vault.cipher)
  if (missing[0]) throw missing[0].error
  const generation = await generationOf(transaction)
  const effects = plan(all, { stored, generation: generation + 1, cipher: vault.cipher, recalled })
  const effective = effects.filter(({ result }) => result !== 'NOT_CHANGED')
  if (effective.length > 0 && !dryRun) {
    const occasion = { generation: await nextGeneration(transaction, at), actor, at }
    await writeAll(transaction, effective, occasion)
    await recordHistory(transaction, effective, occasion)
  }
  const outcome = {
    generation: generation + (effective.length > 0 ? 1 : 0),
    applied: effects.slice(0, changes.length).map(appliedOf),
  }
  if (call) await keepReceipt(transaction, call, { outcome, at })
  return outcome
}

export async function readStored(transaction: Transaction, which: Prisma.ResourceWhereInput = {}): Promise<Stored[]> {
  const where = { AND: [knownKinds, which] }
  const rows = await transaction.resource.findMany({ where, orderBy: inOrder })
  // By themselves, for they are few: beside each resource they would be looked up for each.
  const secrets = await transaction.secret.findMany({ where: { resource: where } })
  const byUid = Map.groupBy(secrets, ({ uid }) => uid)
  return rows.map(row => storedOf({ ...row, secrets: byUid.get(row.uid) ?? [] }))
}

const appliedOf = ({ result, before, after }: Effect): Applied => ({ result, resource: (after ?? before)!.resource })

/** In their order; what is new and holds no secret goes in together, as hundreds do when a share is made. */
async function writeAll(transaction: Transaction, effects: readonly Effect[], occasion: Occasion): Promise<void> {
  let plain: Effect[] = []
  const flush = async () => {
    if (plain.length > 0) await transaction.resource.createMany({ data: plain.map(effect => rowOf(effect, occasion)) })
    plain = []
  }
  for (const effect of effects) {
    const isPlain = effect.result === 'CREATED' && effect.after?.sealed.size === 0
    if (isPlain) plain.push(effect)
    else {
      await flush()
      await write(transaction, effect, occasion)
    }
  }
  await flush()
}

function rowOf({ key, after }: Effect, { at }: Occasion) {
  const { spec, uid, generation, managedBy = null } = after!.resource
  return { ...columnsOf(key), spec, generation, managedBy, uid, createdAt: at, updatedAt: at }
}

async function write(transaction: Transaction, effect: Effect, occasion: Occasion): Promise<void> {
  const { key, result, before, after } = effect
  const { at } = occasion
  const revoked = { vCluster: key.vCluster ?? '', username: key.name, revokedAt: null }
  if (!after) {
    await transaction.resource.delete({ where: { uid: before!.resource.uid } })
    if (key.kind === 'GatewayServiceAccount')
      await transaction.token.updateMany({ where: revoked, data: { revokedAt: at, generation: occasion.generation } })
    return
  }
  const create = [...after.sealed].map(([property, ciphertext]) => ({ property, ciphertext }))
  if (result === 'CREATED') {
    await transaction.resource.create({ data: { ...rowOf(effect, occasion), secrets: { create } } })
    return
  }
  const { spec, uid, generation, managedBy = null } = after.resource
  const data = { spec, generation, managedBy, updatedAt: at }
  await transaction.resource.update({ where: { uid }, data: { ...data, secrets: { deleteMany: {}, create } } })
}
