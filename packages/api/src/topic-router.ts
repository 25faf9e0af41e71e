import { text } from '@tidegate/resources'
import { z } from 'zod'
import { atGateway } from './at-gateway.ts'
import type { TopicSummary } from './clusters.ts'
import type { Context } from './context.ts'
import { pageIn, pageParameters } from './kept-page.ts'
import { everyPage } from './page-input.ts'
import { type Rest, reader, router } from './trpc.ts'

const existsRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/topic-exists',
  summary: 'Tell whether a physical cluster has a topic',
  status: 200,
  query: { topic: { type: 'string', description: 'The name of the topic.' } },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

const MOST_TOPICS = 2000

const missingRequest = z.strictObject({
  name: text,
  topics: z.array(text).max(MOST_TOPICS, `give at most ${MOST_TOPICS} topics`).describe('Their names.'),
})

/** A mutation only because a query has no room for many names. */
const missingRest: Rest = {
  method: 'POST',
  path: '/tidegate/v1/physical-cluster/{name}/missing-topics',
  summary: 'Tell which of some topics a physical cluster does not have',
  status: 200,
  body: { schema: missingRequest.omit({ name: true }), example: { topics: ['internal-topic-name1'] } },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

const brokersRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/broker',
  summary: 'List the brokers of a physical cluster, and how much there is on it',
  status: 200,
  tells: ['UPSTREAM_UNAVAILABLE'],
}

const listRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/topic',
  summary: 'List the topics of a physical cluster, page by page',
  status: 200,
  query: {
    ...pageParameters,
    sort: { type: 'string', description: 'name, partitions or size.' },
    type: {
      type: 'string',
      description: 'Only those of users, or only the internal ones of Kafka itself: user or internal.',
    },
  },
  tells: ['UPSTREAM_UNAVAILABLE'],
}

const getRest: Rest = {
  method: 'GET',
  path: '/tidegate/v1/physical-cluster/{name}/topic/{topic}',
  summary: 'Read one topic of a physical cluster: partitions, offsets, settings, and the alias topics that show it',
  status: 200,
  tells: ['UPSTREAM_UNAVAILABLE'],
}

const cluster = z.strictObject({ name: text })
const topicKey = z.strictObject({ name: text, topic: text })
type TopicKey = z.output<typeof topicKey>

const listInput = z.strictObject({
  name: text,
  ...everyPage,
  sort: z.enum(['name', 'partitions', 'size']).default('name'),
  type: z.enum(['user', 'internal']).optional(),
})
type ListInput = z.output<typeof listInput>

const values: Readonly<Record<ListInput['sort'], (topic: TopicSummary) => string | number | null>> = {
  name: ({ name }) => name,
  partitions: ({ partitions }) => partitions,
  size: ({ sizeBytes }) => sizeBytes,
}

const existence = (context: Context, input: TopicKey) =>
  atGateway(context, { cluster: input.name, rest: existsRest, input }, async clusters => ({
    exists: await clusters.topicExists(input.name, input.topic),
  }))

const missing = (context: Context, input: z.output<typeof missingRequest>) =>
  atGateway(context, { cluster: input.name, rest: missingRest, input }, async clusters => ({
    missing: await clusters.missingTopics(input.name, input.topics),
  }))

/** One topic is asked for by itself: that looks at nothing else of the cluster. */
export async function missingTopics(
  context: Context,
  name: string,
  topics: readonly string[],
): Promise<ReadonlySet<string>> {
  const [only] = topics
  if (only === undefined) return new Set()
  if (topics.length === 1) return new Set((await existence(context, { name, topic: only })).exists ? [] : [only])
  return new Set((await missing(context, { name, topics: [...topics] })).missing)
}

const listed = (context: Context, input: ListInput) =>
  atGateway(context, { cluster: input.name, rest: listRest, input }, async clusters => {
    const { topics, observedAt, missing } = await clusters.topics(input.name)
    const part = input.search?.toLowerCase() ?? ''
    const isOfType = ({ internal }: TopicSummary) =>
      input.type === undefined || internal === (input.type === 'internal')
    const found = topics.filter(each => isOfType(each) && each.name.toLowerCase().includes(part))
    const { rows, cursor } = pageIn(found, { ...input, placeOf: values[input.sort], keyOf: ({ name }) => name })
    const names = rows.map(({ name }) => name)
    const aliases = Map.groupBy(await clusters.aliases(input.name, names), ({ topic }) => topic)
    return {
      rows: rows.map(row => ({ ...row, aliases: aliases.get(row.name)?.length ?? 0 })),
      ...(cursor && { cursor }),
      /** Of what was seen at `observedAt`: how many match, and how many there are. */
      total: found.length,
      of: topics.length,
      observedAt,
      missing,
    }
  })

const summary = (context: Context, input: { name: string }) =>
  atGateway(context, { cluster: input.name, rest: brokersRest, input }, async clusters => {
    const { topics, ...seen } = await clusters.topics(input.name)
    const own = topics.filter(({ internal }) => !internal)
    return {
      ...seen,
      topics: own.length,
      partitions: own.reduce((sum, { partitions }) => sum + partitions, 0),
      underReplicated: topics.reduce((sum, { underReplicated }) => sum + underReplicated, 0),
    }
  })

const detail = (context: Context, input: TopicKey) =>
  atGateway(context, { cluster: input.name, rest: getRest, input }, async clusters => {
    const [topic, aliases] = await Promise.all([
      clusters.topic(input.name, input.topic),
      clusters.aliases(input.name, [input.topic]),
    ])
    return { ...topic, aliases }
  })

/** What there is on a physical cluster, as a gateway sees it. */
export const topicRouter = router({
  brokers: reader(brokersRest)
    .input(cluster)
    .query(({ ctx, input }) => summary(ctx, input)),
  topicExists: reader(existsRest)
    .input(topicKey)
    .query(({ ctx, input }) => existence(ctx, input)),
  missingTopics: reader(missingRest)
    .input(missingRequest)
    .mutation(({ ctx, input }) => missing(ctx, input)),
  topics: reader(listRest)
    .input(listInput)
    .query(({ ctx, input }) => listed(ctx, input)),
  topic: reader(getRest)
    .input(topicKey)
    .query(({ ctx, input }) => detail(ctx, input)),
})
