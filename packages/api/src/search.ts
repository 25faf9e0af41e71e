import { text } from '@tidegate/resources'
import { z } from 'zod'
import { reader } from './trpc.ts'

const MOST = 20

/** Whatever has a name, by a part of it. */
export const search = reader({
  method: 'GET',
  path: '/tidegate/v1/search',
  summary: 'Find resources and gateways by a part of their name',
  status: 200,
  query: { text: { type: 'string', description: 'A part of the name, in any case of letters.' } },
})
  .input(z.strictObject({ text }))
  .query(async ({ ctx: { store }, input }) => {
    const [resources, workers] = await Promise.all([store.search(input.text, MOST), store.workers()])
    const wanted = input.text.toLowerCase()
    const gateways = workers
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ name }) => ({ kind: 'Gateway' as const, name }))
    return [...resources, ...gateways].slice(0, MOST)
  })
