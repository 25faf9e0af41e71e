import { type Change, validateChanges } from '@tidegate/resources'
import { addRows } from './add-rows.ts'
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

/** In their order; what is new and holds no secret goes in together, as hundreds do when a share is made, and what is removed goes together. */
async function writeAll(transaction: Transaction, effects: readonly Effect[], occasion: Occasion): Promise<void> {
  let run: Effect[] = []
  for (const [i, effect] of effects.entries()) {
    run.push(effect)
    const next = effects[i + 1]
    const way = wayOf(effect)
    if (way !== 'alone' && next && wayOf(next) === way) continue
    if (way === 'new')
      await addRows(
        transaction,
        'Resource',
        run.map(each => rowOf(each, occasion)),
      )
    else if (way === 'gone') await removeAll(transaction, run, occasion)
    else await write(transaction, effect, occasion)
    run = []
  }
}

function wayOf({ result, after }: Effect): 'new' | 'gone' | 'alone' {
  if (!after) return 'gone'
  return result === 'CREATED' && after.sealed.size === 0 ? 'new' : 'alone'
}

async function removeAll(transaction: Transaction, effects: readonly Effect[], { at, generation }: Occasion) {
  const uids = effects.map(({ before }) => before!.resource.uid)
  await transaction.$executeRaw`DELETE FROM "Resource" WHERE "uid" = ANY(${uids}::uuid[])`
  for (const { key } of effects.filter(({ key }) => key.kind === 'GatewayServiceAccount')) {
    const live = { vCluster: key.vCluster ?? '', username: key.name, revokedAt: null }
    await transaction.token.updateMany({ where: live, data: { revokedAt: at, generation } })
  }
}

function rowOf({ key, after }: Effect, { at }: Occasion) {
  const { spec, uid, generation, managedBy = null } = after!.resource
  return { ...columnsOf(key), spec, generation, managedBy, uid, createdAt: at, updatedAt: at }
}

async function write(transaction: Transaction, effect: Effect, occasion: Occasion): Promise<void> {
  const { resource, sealed } = effect.after!
  const create = [...sealed].map(([property, ciphertext]) => ({ property, ciphertext }))
  if (effect.result === 'CREATED') {
    await transaction.resource.create({ data: { ...rowOf(effect, occasion), secrets: { create } } })
    return
  }
  const { spec, uid, generation, managedBy = null } = resource
  const data = { spec, generation, managedBy, updatedAt: occasion.at }
  await transaction.resource.update({ where: { uid }, data: { ...data, secrets: { deleteMany: {}, create } } })
}
