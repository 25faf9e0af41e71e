import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { physicalGroup } from '../groups.ts'
import { divide, eachPartition, indexedRows, refuseAll, withoutEpochs } from '../topics.ts'
import { refusalOfTransaction } from '../transactions.ts'

const rows = indexedRows('READ')

function refusal(context: Context): number {
  const { request, allowed } = context
  const errorCode = refusalOfTransaction(context, request.transactionalId)
  if (errorCode !== 0) return errorCode
  return allowed('READ', 'GROUP', request.groupId) ? 0 : errorCodes.GROUP_AUTHORIZATION_FAILED
}

async function serve(context: Context): Promise<Body> {
  const { request, view } = context
  const errorCode = refusal(context)
  if (errorCode !== 0) return { topics: refuseAll(request.topics, rows, errorCode) }
  const { forward, refused, restore } = await divide(context, request.topics, rows)
  if (forward.length === 0) return { topics: refused }
  const response = await context.call({
    ...request,
    transactionalId: view.transactions.toPhysical(request.transactionalId),
    groupId: physicalGroup(view, request.groupId),
    topics: eachPartition(forward, 'partitions', withoutEpochs),
  })
  return { ...response, topics: [...restore(response.topics), ...refused] }
}

export default defineApi('TxnOffsetCommit', [0, 5], serve)
