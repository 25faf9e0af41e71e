import { type Grant, grantKey, type Operation, type Permission, type Target, targetKey, targetOf } from './grant.ts'

export type CellState = Permission | 'UNSET'

/** What was set by hand: rules that shall be there, and rules that shall not. All others stay as they are, whoever adds them. */
export type Edits = ReadonlyMap<string, { readonly grant: Grant; readonly isWanted: boolean }>

export const noEdits: Edits = new Map()

const permissions: readonly Permission[] = ['ALLOW', 'DENY']

const grantAt = ({ pattern, host }: Target, operation: Operation, permissionType: Permission): Grant => ({
  resourcePattern: pattern,
  host,
  operation,
  permissionType,
})

/** Sets one operation of one target; the permission that is not meant goes. */
export function setCell(edits: Edits, { target, operation }: { target: Target; operation: Operation }, to: CellState) {
  const next = new Map(edits)
  for (const permission of permissions) {
    const grant = grantAt(target, operation, permission)
    next.set(grantKey(grant), { grant, isWanted: permission === to })
  }
  return next as Edits
}

/** Takes out every rule. */
export const withoutAll = (edits: Edits, grants: readonly Grant[]): Edits =>
  new Map([...edits, ...grants.map(grant => [grantKey(grant), { grant, isWanted: false }] as const)])

/** The rules as they are now, with those of the intent and what was set by hand. */
export function draftOf(current: readonly Grant[], intended: readonly Grant[], edits: Edits): Grant[] {
  const draft = new Map([...current, ...intended].map(grant => [grantKey(grant), grant]))
  for (const [key, { grant, isWanted }] of edits) {
    if (isWanted) draft.set(key, grant)
    else draft.delete(key)
  }
  return [...draft.values()]
}

/** Those of one list that the other does not have. */
export function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const keys = new Set(others.map(grantKey))
  return grants.filter(grant => !keys.has(grantKey(grant)))
}

/** Where both stand, the DENY is what counts. */
export function stateAt(grants: readonly Grant[], target: Target, operation: Operation): CellState {
  const keys = new Set(grants.map(grantKey))
  const has = (permission: Permission) => keys.has(grantKey(grantAt(target, operation, permission)))
  return has('DENY') ? 'DENY' : has('ALLOW') ? 'ALLOW' : 'UNSET'
}

/** Each target once, in the order in which they first occur. */
export function targetsOf(grants: readonly Grant[]): Target[] {
  return [...new Map(grants.map(targetOf).map(target => [targetKey(target), target])).values()]
}
