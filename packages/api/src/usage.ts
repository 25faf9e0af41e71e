import { text } from '@tidegate/resources'
import type { ClientReport, TokenUsage, Worker } from '@tidegate/store'
import { z } from 'zod'
import { requireVirtualCluster } from './change.ts'
import { isStale } from './gateway-router.ts'
import { reader } from './trpc.ts'

/** Of every token of a virtual cluster's accounts. */
export const tokenUsage = reader({
  method: 'GET',
  path: '/tidegate/v1/usage',
  summary: 'Tell of each token of a virtual cluster when it was used, by which client and from where',
  status: 200,
  query: { vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster whose tokens these are.' } },
})
  .input(z.strictObject({ vCluster: text }))
  .query(async ({ ctx, input: { vCluster } }) => {
    await requireVirtualCluster(ctx, vCluster)
    const [tokens, workers] = await Promise.all([ctx.store.tokenUsage(vCluster), ctx.store.workers()])
    const connected = connectedOf(workers, ctx.now())
    return tokens.map(token => shownOf(token, connected.get(token.id) ?? []))
  })

/** Those who still use the name of an alias topic that retires. */
export const aliasUsers = reader({
  method: 'GET',
  path: '/tidegate/v1/alias-user',
  summary: 'List who used the name of an alias topic while it retires, the latest first',
  status: 200,
  query: {
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster that the alias topic belongs to.' },
    name: { type: 'string', description: 'The name that retires.' },
  },
})
  .input(z.strictObject({ vCluster: text, name: text }))
  .query(async ({ ctx, input: { vCluster, name } }) => {
    await requireVirtualCluster(ctx, vCluster)
    const users = await ctx.store.aliasUsers(vCluster, name)
    return users.map(({ username, software, host, lastSeenAt }) => ({
      username,
      ...(software !== undefined && { software }),
      host,
      lastSeenAt: lastSeenAt.toISOString(),
    }))
  })

type Connected = ClientReport & { readonly gateway: string }

/** By token, the latest heard of first. */
function connectedOf(workers: readonly Worker[], now: Date): ReadonlyMap<string | undefined, Connected[]> {
  const all = workers
    .filter(worker => !isStale(worker, now))
    .flatMap(({ name: gateway, clients }) => clients.map(client => ({ ...client, gateway })))
  return Map.groupBy(
    all.sort((a, b) => b.seen.localeCompare(a.seen)),
    ({ token }) => token,
  )
}

/** What a gateway says of who is connected is newer than what was kept. */
function shownOf(
  { id, username, issuedAt, expiresAt, revokedAt, ...kept }: TokenUsage,
  connected: readonly Connected[],
) {
  const [latest] = connected
  const { software, host, gateway } = latest ?? kept
  const firstSeenAt = kept.firstSeenAt?.toISOString() ?? latest?.since
  const lastSeenAt = latest?.seen ?? kept.lastSeenAt?.toISOString()
  return {
    username,
    token: id,
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    ...(firstSeenAt !== undefined && { firstSeenAt }),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
    ...(software !== undefined && { software }),
    ...(host !== undefined && { host }),
    ...(gateway !== undefined && { gateway }),
    connections: connected.reduce((sum, { connections }) => sum + connections, 0),
  }
}
