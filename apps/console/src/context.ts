import type { Context, Feed as FeedOf } from '@tidegate/api'
import type { Store } from '@tidegate/store'
import { env } from '#env.ts'
import { consoleStore } from '#held.ts'
import { Feed } from '#packages.ts'
import { idleMs, type Session } from '#request-session.ts'

/** Next loads a module once for each bundle that uses it; what the process has one of is held here. */
const held = globalThis as { tidegateFeed?: FeedOf }

/** What has been told of changes so far: what is read from now on is at least of then. */
export const newestNews = (): string | undefined => held.tidegateFeed?.position

/** Where clients reach a virtual cluster: at every gateway that serves it, as each has reported. */
async function reportedAddresses(store: Store) {
  // With the database away the procedure itself says so.
  const workers = await store.workers().catch(() => [])
  return {
    bootstrapServers: (virtualCluster: string): string | undefined =>
      workers.flatMap(({ addresses }) => addresses[virtualCluster] ?? []).join(',') || undefined,
  }
}

export async function contextOf({ id, userId, email, role }: Session): Promise<Context> {
  const { store, people } = await consoleStore()
  held.tidegateFeed ??= new Feed({ store, now: () => new Date() })
  return {
    store,
    feed: held.tidegateFeed,
    actor: { user: email, role, surface: 'trpc' },
    gateway: await reportedAddresses(store),
    tokens: { key: env().GATEWAY_USER_POOL_SECRET_KEY },
    signIn: { people, userId, sessionId: id, idleMs: idleMs() },
    now: () => new Date(),
    log: (error, correlationId) => console.error({ correlationId, error }),
  }
}
