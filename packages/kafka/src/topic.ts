import type { Connection } from '@tidegate/resources'
import { type Options, withAdmin } from './admin.ts'
import { chain } from './unavailable.ts'

/** What a broker answers for a topic, and whether it is then there. */
const answers: Readonly<Record<string, boolean>> = {
  UNKNOWN_TOPIC_OR_PARTITION: false,
  INVALID_TOPIC_EXCEPTION: false,
  LEADER_NOT_AVAILABLE: true,
}

/** Asks the cluster itself, and never creates the topic. Rejects with UPSTREAM_UNAVAILABLE where it gets no clear answer. */
export const topicExists = (connection: Connection, topic: string, options: Options): Promise<boolean> =>
  withAdmin(connection, options, async admin => {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
      return topics.some(({ name }) => name === topic)
    } catch (error) {
      const answer = chain(error).find(({ type }) => type !== undefined && type in answers)
      if (answer?.type === undefined) throw error
      return answers[answer.type] as boolean
    }
  })
