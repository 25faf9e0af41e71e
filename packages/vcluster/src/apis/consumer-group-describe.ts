import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi, NOT_ASKED } from '../context.ts'
import { CLIENT_HOST } from '../groups.ts'

const refused = (groupId: string, errorCode: number): Body => ({ groupId, errorCode, members: [] })

const assignment = ({ ids, topics }: Context, { topicPartitions }: Body): Body => ({
  topicPartitions: topicPartitions.flatMap(({ topicName, partitions }: Body) => {
    const name = topics.toVirtual(topicName)
    return name === undefined ? [] : [{ topicId: ids.virtualId(name), topicName: name, partitions }]
  }),
})

const member = (context: Context, row: Body): Body => ({
  ...row,
  rackId: null,
  clientHost: CLIENT_HOST,
  subscribedTopicNames: row.subscribedTopicNames.flatMap((name: string) => context.topics.toVirtual(name) ?? []),
  subscribedTopicRegex: '',
  assignment: assignment(context, row.assignment),
  targetAssignment: assignment(context, row.targetAssignment),
})

/** A group with a topic that the caller may not describe is answered without its members. */
function shown(context: Context, group: Body): Body[] {
  const { view, request, operations, allowed } = context
  const groupId = view.groups.toVirtual(group.groupId)
  if (groupId === undefined) return []
  const members: Body[] = group.members.map((row: Body) => member(context, row))
  const topics = members.flatMap(row => [...row.assignment.topicPartitions, ...row.targetAssignment.topicPartitions])
  if (!topics.every(({ topicName }) => allowed('DESCRIBE', 'TOPIC', topicName)))
    return [refused(groupId, errorCodes.TOPIC_AUTHORIZATION_FAILED)]
  const asked = request.includeAuthorizedOperations && group.errorCode === 0
  const authorizedOperations = asked ? operations('GROUP', groupId) : NOT_ASKED
  return [{ ...group, groupId, errorMessage: null, members, authorizedOperations }]
}

async function serve(context: Context): Promise<Body> {
  const { request, view, allowed, call } = context
  const may: string[] = []
  const others: Body[] = []
  for (const group of request.groupIds)
    if (!allowed('DESCRIBE', 'GROUP', group)) others.push(refused(group, errorCodes.GROUP_AUTHORIZATION_FAILED))
    else if (group === '') others.push(refused(group, errorCodes.INVALID_GROUP_ID))
    else may.push(group)
  if (may.length === 0) return { groups: others }
  const response = await call({ ...request, groupIds: may.map(view.groups.toPhysical) })
  const groups = response.groups.flatMap((group: Body) => shown(context, group))
  return { throttleTimeMs: response.throttleTimeMs, groups: [...groups, ...others] }
}

export default defineApi('ConsumerGroupDescribe', [0, 1], serve)
