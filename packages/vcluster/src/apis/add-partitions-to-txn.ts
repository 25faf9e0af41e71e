import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { divide, hasPartition, refuseAll, type TopicRows } from '../topics.ts'
import { refusalOfTransaction } from '../transactions.ts'

const rows: TopicRows = {
  operation: 'WRITE',
  name: 'name',
  partitions: { request: 'partitions', response: 'resultsByPartition' },
  refusal: (partitionIndex: number, partitionErrorCode) => ({ partitionIndex, partitionErrorCode }),
}

const notAttempted = (context: Context, { name, partitions }: Body): Body => ({
  name,
  resultsByPartition: partitions.map((partitionIndex: number) => ({
    partitionIndex,
    partitionErrorCode: hasPartition(context, name, partitionIndex)
      ? errorCodes.OPERATION_NOT_ATTEMPTED
      : errorCodes.UNKNOWN_TOPIC_OR_PARTITION,
  })),
})

/** All or nothing: where one partition is refused, the others are answered as not attempted. */
async function serve(context: Context): Promise<Body> {
  const { request, view } = context
  const topics: Body[] = request.v3AndBelowTopics
  const errorCode = refusalOfTransaction(context, request.v3AndBelowTransactionalId)
  if (errorCode !== 0) return { resultsByTopicV3AndBelow: refuseAll(topics, rows, errorCode) }
  const { forward, refused, restore } = await divide(context, topics, rows)
  if (refused.length > 0) {
    const names = new Set(refused.map(({ name }) => name))
    const others = topics.filter(({ name }) => !names.has(name))
    return { resultsByTopicV3AndBelow: [...refused, ...others.map(topic => notAttempted(context, topic))] }
  }
  const response = await context.call({
    ...request,
    v3AndBelowTransactionalId: view.transactions.toPhysical(request.v3AndBelowTransactionalId),
    v3AndBelowTopics: forward,
  })
  return { ...response, resultsByTopicV3AndBelow: restore(response.resultsByTopicV3AndBelow) }
}

/** From version 4 on it is a request between brokers. */
export default defineApi('AddPartitionsToTxn', [0, 3], serve)
