import { errorCodes } from '@tidegate/protocol'
import { defineApi } from '../context.ts'

export default defineApi('EndTxn', [0, 5], ({ request, view, allowed, call }) => {
  if (!allowed('WRITE', 'TRANSACTIONAL_ID', request.transactionalId))
    return { errorCode: errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED }
  return call({ ...request, transactionalId: view.transactions.toPhysical(request.transactionalId) })
})
