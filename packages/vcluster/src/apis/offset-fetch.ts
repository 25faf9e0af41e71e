import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { divide, eachPartition, nameOfPhysicalId, refuseAll, type TopicRows, withoutEpochs } from '../topics.ts'

const rows: TopicRows = {
  operation: 'DESCRIBE',
  name: 'name',
  partitions: { request: 'partitionIndexes', response: 'partitions' },
  // Of a topic that does not exist a broker says as little as of one without offsets.
  refusal: (partitionIndex: number, errorCode) => ({
    partitionIndex,
    errorCode: errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION ? 0 : errorCode,
    committedOffset: -1n,
    metadata: '',
  }),
}

/** A null list asks for every topic of the group: what the caller may not see is left out in silence. */
function visible(context: Context, answers: readonly Body[]): Body[] {
  const { ids, view, topics, allowed } = context
  return answers.flatMap(answer => {
    const virtual =
      answer.topicId === undefined ? topics.toVirtual(answer.name) : nameOfPhysicalId(context, answer.topicId)
    if (virtual === undefined || !view.aliases.has(virtual) || !allowed('DESCRIBE', 'TOPIC', virtual)) return []
    return [{ ...answer, name: virtual, topicId: ids.virtualId(virtual) }]
  })
}

type Part = { readonly group: Body; finish(answer: Body | undefined): Body }

/** One group of the request: what goes on of it, and how the broker's answer to that becomes the client's. */
async function part(context: Context, group: Body): Promise<Part> {
  const { view, version, allowed } = context
  const answered = (topics: Body[], errorCode = 0) => ({ groupId: group.groupId, topics, errorCode })
  const groupId = view.groups.toPhysical(group.groupId)
  if (!allowed('DESCRIBE', 'GROUP', group.groupId)) {
    const errorCode = errorCodes.GROUP_AUTHORIZATION_FAILED
    // Version 1 has no place for an error but at the partitions.
    const topics = version === 1 ? refuseAll(group.topics, rows, errorCode) : []
    return { group: { ...group, groupId, topics: [] }, finish: () => answered(topics, errorCode) }
  }
  const divided = group.topics && (await divide(context, group.topics, rows))
  return {
    group: { ...group, groupId, topics: divided ? divided.forward : null },
    finish: answer => {
      if (answer?.errorCode) return answered([], answer.errorCode)
      const own = divided ? divided.restore(answer?.topics ?? []) : visible(context, answer?.topics ?? [])
      const topics = [...eachPartition(own, 'partitions', withoutEpochs), ...(divided?.refused ?? [])]
      return answered(topics)
    },
  }
}

const goesOn = ({ group }: Part) => group.topics === null || group.topics.length > 0

/** Before version 8 a request is about one group, whose fields stand at the top. */
async function serve(context: Context): Promise<Body> {
  const { request, version } = context
  const many = version >= 8
  const parts = await Promise.all((many ? request.groups : [request]).map((group: Body) => part(context, group)))
  const forward = parts.filter(goesOn).map(({ group }) => group)
  const sent = many ? { ...request, groups: forward } : forward[0]
  const response = forward.length > 0 ? await context.call(sent) : undefined
  const answers = new Map<string, Body>(response?.groups?.map((each: Body) => [each.groupId, each]))
  const groups = parts.map(each => each.finish(many ? answers.get(each.group.groupId) : response))
  return { throttleTimeMs: response?.throttleTimeMs ?? 0, ...(many ? { groups } : groups[0]) }
}

export default defineApi('OffsetFetch', [1, 10], serve)
