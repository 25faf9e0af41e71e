import { applyChanges } from './apply.ts'
import { historyEvent, readHistory } from './audit.ts'
import { readChanges } from './changes.ts'
import { countContents } from './contents.ts'
import { type Database, generationOf, openDatabase, reading } from './database.ts'
import { inspect } from './inspect.ts'
import { syncManaged } from './managed.ts'
import { applyMigrations } from './migrations.ts'
import { Subscription } from './notifications.ts'
import { readPage } from './page.ts'
import { planChanges } from './planned.ts'
import { getResource, listResources } from './resources.ts'
import { changesTo } from './revisions.ts'
import { search } from './search.ts'
import { createCipher } from './secrets.ts'
import { allotSlots } from './slots.ts'
import { pointOf, readSnapshot } from './snapshot.ts'
import type { Store, StoreOptions } from './store.ts'
import { issueToken, readTokens, revokeToken } from './tokens.ts'
import { guarded, unavailable } from './unavailable.ts'
import { readAliasUsers, readLastSeen, readTokenUsage, reportUsage } from './usage.ts'
import { readWorkers, removeWorker, reportWorker, workerLives } from './workers.ts'

/** Opens with the database away as well: each method says for itself whether it could reach it. */
export const openStore = async ({ databaseUrl, now = () => new Date(), secretKey }: StoreOptions): Promise<Store> =>
  storeOver(openDatabase(databaseUrl, now), secretKey)

export function storeOver(database: Database, secretKey: Buffer): Store {
  const cipher = createCipher(secretKey)
  const vault = { ...database, cipher }
  const { prisma, connection, now } = database
  const subscriptions = new Set<Subscription>()
  return guarded<Store>({
    migrate: () => applyMigrations(connection),
    ping: async () => {
      await prisma.$queryRaw`SELECT 1`
    },
    inspect: () => inspect(database),
    generation: () => generationOf(prisma),
    point: () => reading(vault, pointOf),
    snapshot: () => readSnapshot(vault),
    changes: since => readChanges(vault, since),
    list: filter => listResources(database, filter),
    get: key => getResource(database, key),
    page: query => readPage(database, query),
    contents: vClusters => countContents(database, vClusters),
    search: (text, limit) => search(database, text, limit),
    apply: (changes, options) => applyChanges(vault, changes, options),
    plan: changes => planChanges(vault, changes),
    history: filter => readHistory(database, filter),
    historyEvent: id => historyEvent(database, id),
    changesTo: target => changesTo(database, target),
    syncManaged: clusters => syncManaged(vault, clusters),
    issueToken: (token, actor, replaces) => issueToken(database, { token, actor, replaces }),
    listTokens: filter => readTokens(prisma, filter, now()),
    revokeToken: (id, actor) => revokeToken(database, id, actor),
    allotSlots: (physicalCluster, brokerIds) => allotSlots(database, physicalCluster, brokerIds),
    reportWorker: report => reportWorker(database, report),
    workerLives: name => workerLives(database, name),
    removeWorker: name => removeWorker(database, name),
    workers: () => readWorkers(database),
    reportUsage: report => reportUsage(database, report),
    tokenUsage: vCluster => readTokenUsage(database, vCluster),
    aliasUsers: (vCluster, alias) => readAliasUsers(database, vCluster, alias),
    lastSeen: () => readLastSeen(database),
    subscribe: async (onGeneration, onError) => {
      const subscription = new Subscription(connection, { onGeneration, onError: error => onError(unavailable(error)) })
      await subscription.open()
      subscriptions.add(subscription)
      return {
        close: async () => {
          subscriptions.delete(subscription)
          subscription.close()
        },
      }
    },
    close: async () => {
      for (const subscription of subscriptions) subscription.close()
      await database.close()
    },
  })
}
