import { acls } from './requests/acls.ts'
import { cluster } from './requests/cluster.ts'
import { groups } from './requests/groups.ts'
import { offsets } from './requests/offsets.ts'
import type { Request } from './requests/shared.ts'
import { topics } from './requests/topics.ts'
import { transactions } from './requests/transactions.ts'

export type { Request }

/** What is asked of each API. */
export const requests: Readonly<Record<string, readonly Request[]>> = {
  ...topics,
  ...offsets,
  ...groups,
  ...transactions,
  ...acls,
  ...cluster,
}
