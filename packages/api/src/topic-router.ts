import { text } from '@tidegate/resources'
import { z } from 'zod'
import { atGateway } from './at-gateway.ts'
import type { Context } from './context.ts'
import { type Rest, reader, router } from './trpc.ts'

const existsRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/topic-exists',
  summary: 'Tell whether a physical cluster has a topic',
  status: 200,
  query: { topic: { type: 'string', description: 'The name of the topic.' } },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

type TopicKey = { readonly name: string; readonly topic: string }

const existence = (context: Context, input: TopicKey) =>
  atGateway(context, { cluster: input.name, rest: existsRest, input }, async clusters => ({
    exists: await clusters.topicExists(input.name, input.topic),
  }))

export const hasTopic = async (context: Context, key: TopicKey): Promise<boolean> =>
  (await existence(context, key)).exists

/** What there is on a physical cluster. */
export const topicRouter = router({
  topicExists: reader(existsRest)
    .input(z.strictObject({ name: text, topic: text }))
    .query(({ ctx, input }) => existence(ctx, input)),
})
