import type { Context, Feed as FeedOf } from '@tidegate/api'
import type { Store } from '@tidegate/store'
import { env } from '#env.ts'
import { Feed, openStore } from '#packages.ts'
import type { Session } from '#session.ts'

/** Next loads a module once for each bundle that uses it; what the process has one of is held here. */
const held = globalThis as { tidegateStore?: Promise<Store>; tidegateFeed?: FeedOf }

function storeOf(): Promise<Store> {
  const { DATABASE_URL, GATEWAY_USER_POOL_SECRET_KEY } = env()
  held.tidegateStore ??= openStore({ databaseUrl: DATABASE_URL, secretKey: GATEWAY_USER_POOL_SECRET_KEY })
  return held.tidegateStore
}

/** Where clients reach a virtual cluster: at every gateway that serves it, as each has reported. */
async function reportedAddresses(store: Store) {
  // With the database away the procedure itself says so.
  const workers = await store.workers().catch(() => [])
  return {
    bootstrapServers: (virtualCluster: string): string | undefined =>
      workers.flatMap(({ addresses }) => addresses[virtualCluster] ?? []).join(',') || undefined,
  }
}

/** The console reads. It neither changes anything nor signs tokens, so it is given nothing to do that with. */
export async function contextOf({ email }: Session): Promise<Context> {
  const store = await storeOf()
  held.tidegateFeed ??= new Feed({ store, now: () => new Date() })
  return {
    store,
    feed: held.tidegateFeed,
    actor: { user: email, write: false, surface: 'trpc' },
    gateway: await reportedAddresses(store),
    clusters: { topicExists: () => Promise.reject(new Error('The console only reads')) },
    tokens: { key: new Uint8Array() },
    now: () => new Date(),
    log: (error, correlationId) => console.error({ correlationId, error }),
  }
}
