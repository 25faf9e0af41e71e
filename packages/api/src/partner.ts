import { type ResourceOf, shareEndsAt } from '@tidegate/resources'
import type { ClientReport } from '@tidegate/store'
import type { Context } from './context.ts'
import { isStale } from './gateway-router.ts'

/** As a list shows them: with what is shared, and whether clients are or were there. */
export async function listPartners({ store, now }: Context, partners: readonly ResourceOf<'Partner'>[]) {
  const time = now()
  const [contents, workers, lastSeen] = await Promise.all([
    store.contents(partners.map(({ metadata }) => metadata.name)),
    store.workers(),
    store.lastSeen(),
  ])
  const clients = workers.filter(worker => !isStale(worker, time)).flatMap(worker => worker.clients)
  const connected = Map.groupBy(clients, ({ virtualCluster }) => virtualCluster)
  return partners.map(partner => {
    const { name } = partner.metadata
    const { aliases = 0, accounts = 0 } = contents.get(name) ?? {}
    const status = {
      ended: shareEndsAt(partner.spec) <= time.getTime(),
      topics: aliases,
      accounts,
      ...connectionsOf(connected.get(name) ?? [], lastSeen.get(name)),
    }
    return { ...partner, status }
  })
}

/** What a gateway says of who is connected is newer than what was kept. */
function connectionsOf(clients: readonly ClientReport[], kept: Date | undefined) {
  const times = [...clients.map(({ seen }) => seen), ...(kept ? [kept.toISOString()] : [])]
  const lastSeenAt = times.sort().at(-1)
  return {
    connections: clients.reduce((sum, { connections }) => sum + connections, 0),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
  }
}
