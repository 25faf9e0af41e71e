import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { physicalGroup } from '../groups.ts'
import { nameOfPhysicalId } from '../topics.ts'

function refusal({ request, allowed }: Context): number {
  if (!allowed('READ', 'GROUP', request.groupId)) return errorCodes.GROUP_AUTHORIZATION_FAILED
  const topics: string[] = request.subscribedTopicNames ?? []
  return topics.every(name => allowed('DESCRIBE', 'TOPIC', name)) ? 0 : errorCodes.TOPIC_AUTHORIZATION_FAILED
}

/** Partitions of a topic that is not shared any more are given up by leaving them out. */
const owned = ({ ids, named }: Context, rows: readonly Body[] | null): Body[] | null =>
  rows?.flatMap(row => {
    const name = ids.nameOf(row.topicId)
    if (name === undefined) return []
    named(name)
    return [{ topicId: ids.physicalId(name), partitions: row.partitions }]
  }) ?? null

/** An assignment of a topic that is not this virtual cluster's own never reaches its client. */
async function assigned(context: Context, assignment: Body | null): Promise<Body | null> {
  if (!assignment) return null
  const { ids, cluster } = context
  const nameOf = (topicId: string) => nameOfPhysicalId(context, topicId)
  if (assignment.topicPartitions.some(({ topicId }: Body) => !nameOf(topicId))) await cluster.refresh()
  const topicPartitions = assignment.topicPartitions.flatMap(({ topicId, partitions }: Body) => {
    const name = nameOf(topicId)
    return name === undefined ? [] : [{ topicId: ids.virtualId(name), partitions }]
  })
  return { topicPartitions }
}

async function serve(context: Context): Promise<Body> {
  const { request, view, topics, call } = context
  const errorCode = refusal(context)
  if (errorCode !== 0) return { errorCode }
  const response = await call({
    ...request,
    groupId: physicalGroup(view, request.groupId),
    rackId: null,
    subscribedTopicNames: request.subscribedTopicNames && [
      ...new Set(request.subscribedTopicNames.map(topics.toPhysical)),
    ],
    topicPartitions: owned(context, request.topicPartitions),
  })
  return { ...response, errorMessage: null, assignment: await assigned(context, response.assignment) }
}

/** Version 1 adds a regular expression that the broker would match against physical names. */
export default defineApi('ConsumerGroupHeartbeat', [0, 0], serve)
