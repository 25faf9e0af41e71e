import { GatewayError } from '@tidegate/errors'
import { text } from '@tidegate/resources'
import type { ClientReport, Store, Worker } from '@tidegate/store'
import { mostReported } from '@tidegate/store/reported'
import { z } from 'zod'
import { reader, router } from './trpc.ts'

const STALE_AFTER_MS = 10_000

export const isStale = ({ seenAt }: Pick<Worker, 'seenAt'>, now: Date): boolean =>
  now.getTime() - seenAt.getTime() > STALE_AFTER_MS

/** Throws NOT_FOUND. */
export async function workerNamed(store: Pick<Store, 'workers'>, name: string): Promise<Worker> {
  const worker = (await store.workers()).find(each => each.name === name)
  if (worker) return worker
  throw new GatewayError('NOT_FOUND', `Gateway ${name} is not known: it has stopped, or not reported for a day`)
}

export const gatewayRouter = router({
  list: reader({
    method: 'GET',
    path: '/tidegate/v1/gateway',
    summary: 'List the gateways and what each runs',
    status: 200,
  }).query(async ({ ctx }) => {
    const [workers, generation] = await Promise.all([ctx.store.workers(), ctx.store.generation()])
    const now = ctx.now()
    return workers.toSorted((a, b) => a.name.localeCompare(b.name)).map(worker => shown(worker, generation, now))
  }),
  get: reader({
    method: 'GET',
    path: '/tidegate/v1/gateway/{name}',
    summary: 'Tell what a gateway runs, from where and with what its clients connect, and whom it refused last',
    status: 200,
  })
    .input(z.strictObject({ name: text }))
    .query(async ({ ctx, input: { name } }) => {
      const [worker, generation] = await Promise.all([workerNamed(ctx.store, name), ctx.store.generation()])
      const { clients, refusals } = worker
      return {
        ...shown(worker, generation, ctx.now()),
        clients: {
          byVirtualCluster: counted(clients, client => client.virtualCluster),
          bySoftware: counted(clients, client => client.software),
          /** Whether all are on record. */
          complete: clients.length < mostReported,
        },
        refusals: refusals.toSorted((a, b) => b.at.localeCompare(a.at)),
      }
    }),
})

const shown = ({ clients, refusals: _, ...worker }: Worker, currentGeneration: number, now: Date) => ({
  ...worker,
  startedAt: worker.startedAt.toISOString(),
  seenAt: worker.seenAt.toISOString(),
  connections: connectionsOf(clients),
  currentGeneration,
  lagging: worker.generation < currentGeneration,
  stale: isStale(worker, now),
})

const connectionsOf = (clients: readonly ClientReport[]) =>
  clients.reduce((sum, { connections }) => sum + connections, 0)

/** Connections by what they have in common, the most first; without a name where clients did not tell it. */
function counted(clients: readonly ClientReport[], nameOf: (client: ClientReport) => string | undefined) {
  return [...Map.groupBy(clients, nameOf)]
    .map(([name, each]) => ({ ...(name !== undefined && { name }), connections: connectionsOf(each) }))
    .sort((a, b) => b.connections - a.connections)
}
