import { shareEndsAt } from '@tidegate/resources'
import type { ClientReport, Store } from '@tidegate/store'
import { isStale } from './gateway-router.ts'
import { reader } from './trpc.ts'

/** Every partner with what is shared with it, and whether its clients are there. */
export const shares = reader({
  method: 'GET',
  path: '/tidegate/v1/share',
  summary: 'List the partners with what is shared with each, when that ends, and who is connected',
  status: 200,
}).query(async ({ ctx: { store, now } }) => {
  const time = now()
  const [partners, counts, workers, lastSeen] = await Promise.all([
    store.list({ kind: 'Partner' }),
    countsOf(store),
    store.workers(),
    store.lastSeen(),
  ])
  const clients = workers.filter(worker => !isStale(worker, time)).flatMap(worker => worker.clients)
  const byPartner = Map.groupBy(clients, ({ virtualCluster }) => virtualCluster)
  return partners.map(({ metadata: { name }, spec }) => ({
    name,
    displayName: spec.displayName,
    ...(spec.owner !== undefined && { owner: spec.owner }),
    ...(spec.endsOn !== undefined && { endsOn: spec.endsOn }),
    ended: shareEndsAt(spec) <= time.getTime(),
    topics: counts.topics.get(name) ?? 0,
    accounts: counts.accounts.get(name) ?? 0,
    ...connectedOf(byPartner.get(name) ?? [], lastSeen.get(name)),
  }))
})

/** What a gateway says of who is connected is newer than what was kept. */
function connectedOf(clients: readonly ClientReport[], kept: Date | undefined) {
  const times = [...clients.map(({ seen }) => seen), ...(kept ? [kept.toISOString()] : [])]
  const lastSeenAt = times.sort().at(-1)
  return {
    connections: clients.reduce((sum, { connections }) => sum + connections, 0),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
  }
}

async function countsOf(store: Store) {
  const [topics, accounts] = await Promise.all([
    store.list({ kind: 'AliasTopic' }),
    store.list({ kind: 'GatewayServiceAccount' }),
  ])
  return { topics: countByVirtualCluster(topics), accounts: countByVirtualCluster(accounts) }
}

function countByVirtualCluster(resources: readonly { readonly metadata: { readonly vCluster?: string } }[]) {
  const counts = new Map<string, number>()
  for (const {
    metadata: { vCluster = '' },
  } of resources)
    counts.set(vCluster, (counts.get(vCluster) ?? 0) + 1)
  return counts
}
