import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { divide, eachPartition, indexedRows, refuseAll, withoutEpochs } from '../topics.ts'

const rows = indexedRows('READ')

async function serve(context: Context): Promise<Body> {
  const { request, view, allowed } = context
  if (!allowed('READ', 'GROUP', request.groupId))
    return { topics: refuseAll(request.topics, rows, errorCodes.GROUP_AUTHORIZATION_FAILED) }
  const { forward, refused, restore } = await divide(context, request.topics, rows)
  if (forward.length === 0) return { topics: refused }
  const topics = eachPartition(forward, 'partitions', withoutEpochs)
  const response = await context.call({ ...request, groupId: view.groups.toPhysical(request.groupId), topics })
  return { ...response, topics: [...restore(response.topics), ...refused] }
}

export default defineApi('OffsetCommit', [2, 10], serve)
