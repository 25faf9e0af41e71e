import type { Resource } from '@tidegate/resources'
import { readStored, type Vault } from './apply.ts'
import { generationOf, reading } from './database.ts'
import { unseal } from './rows.ts'
import { mergeSecrets } from './secrets.ts'
import { readSlots } from './slots.ts'
import type { Snapshot } from './store.ts'
import { readTokens } from './tokens.ts'

export async function readSnapshot(vault: Vault): Promise<Snapshot> {
  const { stored, ...rest } = await reading(vault, async transaction => ({
    generation: await generationOf(transaction),
    stored: await readStored(transaction),
    tokens: await readTokens(transaction, {}, vault.now()),
    slots: await readSlots(transaction),
  }))
  const resources = stored.map(each => {
    const { spec } = each.resource
    return { ...each.resource, spec: mergeSecrets(spec, unseal(each, vault.cipher)) } as Resource
  })
  return { ...rest, resources }
}
