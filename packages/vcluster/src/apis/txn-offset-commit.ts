import type { Body } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { refusalOfGroup } from '../groups.ts'
import { divide, eachPartition, indexedRows, refuseAll, withoutEpochs } from '../topics.ts'
import { refusalOfTransaction } from '../transactions.ts'

const rows = indexedRows('READ')

async function serve(context: Context): Promise<Body> {
  const { request, view } = context
  const errorCode = refusalOfTransaction(context, request.transactionalId) || refusalOfGroup(context, request.groupId)
  if (errorCode !== 0) return { topics: refuseAll(request.topics, rows, errorCode) }
  const { forward, refused, restore } = await divide(context, request.topics, rows)
  if (forward.length === 0) return { topics: refused }
  const response = await context.call({
    ...request,
    transactionalId: view.transactions.toPhysical(request.transactionalId),
    groupId: view.groups.toPhysical(request.groupId),
    topics: eachPartition(forward, 'partitions', withoutEpochs),
  })
  return { ...response, topics: [...restore(response.topics), ...refused] }
}

export default defineApi('TxnOffsetCommit', [0, 5], serve)
