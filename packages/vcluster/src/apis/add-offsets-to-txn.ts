import { errorCodes } from '@tidegate/protocol'
import { defineApi } from '../context.ts'
import { refusalOfTransaction } from '../transactions.ts'

export default defineApi('AddOffsetsToTxn', [0, 4], context => {
  const { request, view, allowed, call } = context
  const { transactionalId, groupId } = request
  const errorCode = refusalOfTransaction(context, transactionalId)
  if (errorCode !== 0) return { errorCode }
  if (!allowed('READ', 'GROUP', groupId)) return { errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED }
  return call({
    ...request,
    transactionalId: view.transactions.toPhysical(transactionalId),
    groupId: view.groups.toPhysical(groupId),
  })
})
