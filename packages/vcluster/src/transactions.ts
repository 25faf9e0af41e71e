import { errorCodes } from '@tidegate/protocol'
import type { Context } from './context.ts'

/** As `refusalOfGroup`: an empty transactional id is none. */
export function refusalOfTransaction({ allowed }: Context, transactionalId: string): number {
  if (!allowed('WRITE', 'TRANSACTIONAL_ID', transactionalId)) return errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED
  return transactionalId === '' ? errorCodes.INVALID_REQUEST : 0
}
