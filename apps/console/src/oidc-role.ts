import type { Role } from '@tidegate/store'

const ascending: readonly Role[] = ['viewer', 'operator', 'owner']

/** The claim may hold one role or several, of which the highest counts. What is no role counts for nothing. */
export function roleOf(claim: unknown): Role {
  const named = (Array.isArray(claim) ? claim : [claim]).map(value => String(value).toLowerCase())
  return ascending.findLast(role => named.includes(role)) ?? 'viewer'
}
