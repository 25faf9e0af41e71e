import { type Body, errorCodes } from '@tidegate/protocol'
import { defineApi } from '../context.ts'
import { hasPartition, refusalOf } from '../topics.ts'

/** Clients are never shown a leader epoch, so there is nothing to validate a position against: any answer is "not known". */
export default defineApi('OffsetForLeaderEpoch', [2, 4], context => ({
  topics: context.request.topics.map(({ topic, partitions }: Body) => {
    const refusal = refusalOf(context, 'DESCRIBE', topic)
    const codeOf = (partition: number) =>
      refusal || (hasPartition(context, topic, partition) ? 0 : errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
    return { topic, partitions: partitions.map(({ partition }: Body) => ({ partition, errorCode: codeOf(partition) })) }
  }),
}))
