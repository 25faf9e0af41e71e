import { after } from 'node:test'
import { openStore, type Store } from '@tidegate/store'
import { startPostgres } from '@tidegate/testkit'
import { now } from './api.ts'

const postgres = await startPostgres()
const stores: Store[] = []
after(async () => {
  for (const store of stores) await store.close()
  await postgres.stop()
})

/** A store over an empty database of its own. */
export async function emptyStore(): Promise<Store> {
  const databaseUrl = await postgres.createDatabase()
  const store = await openStore({ databaseUrl, secretKey: Buffer.alloc(32, 1), now: () => now })
  stores.push(store)
  await store.migrate()
  return store
}
