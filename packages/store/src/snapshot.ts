import type { Resource } from '@tidegate/resources'
import { readStored, type Vault } from './apply.ts'
import { generationOf, reading, type Transaction } from './database.ts'
import { type Stored, unseal } from './rows.ts'
import { type Cipher, mergeSecrets } from './secrets.ts'
import { readSlots } from './slots.ts'
import type { Point, Snapshot } from './store.ts'
import { readTokens } from './tokens.ts'

export async function readSnapshot(vault: Vault): Promise<Snapshot> {
  const { stored, ...rest } = await reading(vault, async transaction => ({
    ...(await pointOf(transaction)),
    stored: await readStored(transaction),
    tokens: await readTokens(transaction, {}, vault.now()),
    slots: await readSlots(transaction),
  }))
  return { ...rest, resources: stored.map(each => inClear(each, vault.cipher)) }
}

/** Without a mark where another version of this program made the generation. */
export async function pointOf(transaction: Transaction): Promise<Point> {
  const generation = await generationOf(transaction)
  const step = await transaction.step.findUnique({ where: { generation } })
  return { generation, ...(step && { mark: step.mark }) }
}

export function inClear(stored: Stored, cipher: Cipher): Resource {
  const { resource } = stored
  return { ...resource, spec: mergeSecrets(resource.spec, unseal(stored, cipher)) } as Resource
}
