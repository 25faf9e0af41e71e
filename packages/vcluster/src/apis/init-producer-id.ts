import { type Body, errorCodes } from '@tidegate/protocol'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'

function refusal({ request, allowed, allowedAny }: Context): number {
  if (request.transactionalId !== null)
    return allowed('WRITE', 'TRANSACTIONAL_ID', request.transactionalId)
      ? 0
      : errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED
  const may = allowed('IDEMPOTENT_WRITE', 'CLUSTER', CLUSTER_NAME) || allowedAny('WRITE', 'TOPIC')
  return may ? 0 : errorCodes.CLUSTER_AUTHORIZATION_FAILED
}

function serve(context: Context): Promise<Body> | Body {
  const { request, view, call } = context
  const errorCode = refusal(context)
  if (errorCode !== 0) return { errorCode, producerEpoch: -1 }
  // An empty id is not a null one: the broker has an answer of its own for it, which a prefix would hide.
  const transactionalId = request.transactionalId && view.transactions.toPhysical(request.transactionalId)
  return call({ ...request, transactionalId })
}

/** Version 6 is not stable yet (KIP-939). */
export default defineApi('InitProducerId', [0, 5], serve)
