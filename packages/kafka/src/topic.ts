import type { GatewayError } from '@tidegate/errors'
import type { Connection } from '@tidegate/resources'
import type { Admin } from 'kafkajs'
import { type Options, withAdmin } from './admin.ts'
import { chain, unavailable } from './unavailable.ts'

/** What a broker answers for a topic, and whether it is then there. */
const answers: Readonly<Record<string, boolean>> = {
  UNKNOWN_TOPIC_OR_PARTITION: false,
  INVALID_TOPIC_EXCEPTION: false,
  LEADER_NOT_AVAILABLE: true,
}

/** Whether each topic is there, or why it could not be told, which is UPSTREAM_UNAVAILABLE. */
export type Existence = ReadonlyMap<string, boolean | GatewayError>

/**
 * Asks the cluster itself, over one connection, and never creates a topic. Rejects with UPSTREAM_UNAVAILABLE where the
 * cluster cannot be asked at all.
 */
export const topicsExist = (connection: Connection, topics: readonly string[], options: Options): Promise<Existence> =>
  withAdmin(connection, options, async admin => {
    const asked = topics.map(
      async topic => [topic, await exists(admin, topic).catch((error: unknown) => unavailable(error))] as const,
    )
    return new Map(await Promise.all(asked))
  })

/** Each by itself: the client library fails a whole answer over one topic that is not there. */
async function exists(admin: Admin, topic: string): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return topics.some(({ name }) => name === topic)
  } catch (error) {
    const answer = chain(error).find(({ type }) => type !== undefined && type in answers)
    if (answer?.type === undefined) throw error
    return answers[answer.type] as boolean
  }
}
