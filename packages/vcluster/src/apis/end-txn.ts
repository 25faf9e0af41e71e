import { defineApi } from '../context.ts'
import { refusalOfTransaction } from '../transactions.ts'

export default defineApi('EndTxn', [0, 5], context => {
  const { request, view, call } = context
  const errorCode = refusalOfTransaction(context, request.transactionalId)
  if (errorCode !== 0) return { errorCode }
  return call({ ...request, transactionalId: view.transactions.toPhysical(request.transactionalId) })
})
