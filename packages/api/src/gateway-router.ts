import type { Worker } from '@tidegate/store'
import { reader, router } from './trpc.ts'

const STALE_AFTER_MS = 10_000

export const isStale = ({ seenAt }: Pick<Worker, 'seenAt'>, now: Date): boolean =>
  now.getTime() - seenAt.getTime() > STALE_AFTER_MS

export const gatewayRouter = router({
  list: reader({
    method: 'GET',
    path: '/tidegate/v1/gateway',
    summary: 'List the gateways and what each runs',
    status: 200,
  }).query(async ({ ctx }) => {
    const [workers, currentGeneration] = await Promise.all([ctx.store.workers(), ctx.store.generation()])
    const now = ctx.now()
    return workers
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ clients: _, refusals: __, ...worker }) => ({
        ...worker,
        startedAt: worker.startedAt.toISOString(),
        seenAt: worker.seenAt.toISOString(),
        currentGeneration,
        lagging: worker.generation < currentGeneration,
        stale: isStale(worker, now),
      }))
  }),
})
