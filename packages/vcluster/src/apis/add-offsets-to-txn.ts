import { errorCodes } from '@tidegate/protocol'
import { defineApi } from '../context.ts'

export default defineApi('AddOffsetsToTxn', [0, 4], ({ request, view, allowed, call }) => {
  const { transactionalId, groupId } = request
  if (!allowed('WRITE', 'TRANSACTIONAL_ID', transactionalId))
    return { errorCode: errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED }
  if (!allowed('READ', 'GROUP', groupId)) return { errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED }
  return call({
    ...request,
    transactionalId: view.transactions.toPhysical(transactionalId),
    groupId: view.groups.toPhysical(groupId),
  })
})
