import { type Body, errorCodes } from '@tidegate/protocol'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'
import { hasPartition, refusalOf } from '../topics.ts'

/** Who may act as a broker may ask about every topic. */
function refusal(context: Context, topic: string): number {
  const errorCode = refusalOf(context, 'DESCRIBE', topic)
  if (errorCode !== errorCodes.TOPIC_AUTHORIZATION_FAILED) return errorCode
  if (!context.allowed('CLUSTER_ACTION', 'CLUSTER', CLUSTER_NAME)) return errorCode
  return context.view.aliases.has(topic) ? 0 : errorCodes.UNKNOWN_TOPIC_OR_PARTITION
}

/** Clients are never shown a leader epoch, so there is nothing to validate a position against: any answer is "not known". */
export default defineApi('OffsetForLeaderEpoch', [2, 4], context => ({
  topics: context.request.topics.map(({ topic, partitions }: Body) => {
    const errorCode = refusal(context, topic)
    const rowOf = ({ partition }: Body) => ({
      partition,
      errorCode: errorCode || (hasPartition(context, topic, partition) ? 0 : errorCodes.UNKNOWN_TOPIC_OR_PARTITION),
    })
    return { topic, partitions: partitions.map(rowOf) }
  }),
}))
