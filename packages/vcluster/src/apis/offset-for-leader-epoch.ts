import type { Body } from '@tidegate/protocol'
import { defineApi } from '../context.ts'
import { refusalOf } from '../topics.ts'

/** Clients are never shown a leader epoch, so there is nothing to validate a position against: any answer is "not known". */
export default defineApi('OffsetForLeaderEpoch', [2, 4], context => ({
  topics: context.request.topics.map(({ topic, partitions }: Body) => {
    const errorCode = refusalOf(context, 'DESCRIBE', topic)
    return { topic, partitions: partitions.map(({ partition }: Body) => ({ partition, errorCode })) }
  }),
}))
