import { errorCodes } from '@tidegate/protocol'
import type { Context } from './context.ts'

/** The right comes before the name, as at a broker. An empty id is none: only a prefix would make one of it. */
export function refusalOfTransaction({ allowed }: Context, transactionalId: string): number {
  if (!allowed('WRITE', 'TRANSACTIONAL_ID', transactionalId)) return errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED
  return transactionalId === '' ? errorCodes.INVALID_REQUEST : 0
}
