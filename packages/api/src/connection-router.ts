import { text } from '@tidegate/resources'
import { z } from 'zod'
import { connectionPage } from './connection-page.ts'
import { isStale } from './gateway-router.ts'
import { reader, router } from './trpc.ts'

export const connectionRouter = router({
  list: reader({
    method: 'GET',
    path: '/tidegate/v1/connection',
    summary: 'List the clients that are connected, and the last that were refused and why',
    status: 200,
    query: {
      vcluster: {
        to: 'virtualCluster',
        type: 'string',
        description: 'Only clients of that virtual cluster, and the refused whose credentials name no other.',
      },
    },
  })
    .input(z.strictObject({ virtualCluster: text.optional() }).default({}))
    .query(async ({ ctx, input: { virtualCluster } }) => {
      const now = ctx.now()
      const workers = (await ctx.store.workers()).filter(worker => !isStale(worker, now))
      const clients = workers.flatMap(({ name: gateway, clients: all }) => all.map(each => ({ gateway, ...each })))
      const refusals = workers.flatMap(({ name: gateway, refusals: all }) => all.map(each => ({ gateway, ...each })))
      const isWanted = (name: string | undefined) => virtualCluster === undefined || name === virtualCluster
      return {
        clients: clients.filter(each => isWanted(each.virtualCluster)).sort((a, b) => b.seen.localeCompare(a.seen)),
        refusals: refusals
          .filter(each => isWanted(each.virtualCluster) || each.virtualCluster === undefined)
          .sort((a, b) => b.at.localeCompare(a.at)),
      }
    }),
  page: connectionPage,
  refused: reader({
    method: 'GET',
    path: '/tidegate/v1/connection/refused',
    summary: 'List the last clients that were refused and why, without those that are connected',
    status: 200,
  }).query(async ({ ctx }) => {
    const workers = (await ctx.store.workers()).filter(worker => !isStale(worker, ctx.now()))
    return workers
      .flatMap(({ name: gateway, refusals }) => refusals.map(each => ({ gateway, ...each })))
      .sort((a, b) => b.at.localeCompare(a.at))
  }),
})
