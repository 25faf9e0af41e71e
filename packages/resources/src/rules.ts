import { GatewayError } from '@tidegate/errors'
import { checksOf, freezesOf, lookAt, looksOfPut, referrersOf } from './kind-rules.ts'
import type { Change, Manifest, Resource } from './kinds.ts'
import { type Entry, type Identity, identify, keyOf, type Look, label, type State, stateOf } from './state.ts'

const MANAGED_IN = {
  file: 'the cluster-config file that GATEWAY_BACKEND_KAFKA_SELECTOR names',
  environment: 'the KAFKA_* environment variables of the gateways',
} as const

const NAMED_AT_MOST = 5

/** Why one change, by its place among all, may not be made. */
export type Problem = { readonly change: number; readonly error: GatewayError }

/** Throws for a change that may not be made: the first of its problems. */
export function validateChanges(changes: readonly Change[], current: readonly Resource[]): void {
  const [first] = problemsOf(changes, current)
  if (first) throw first.error
}

/** What others must be there, or must not, is judged after all changes. Those that cannot be made at all come first. */
export function problemsOf(changes: readonly Change[], current: readonly Resource[]): Problem[] {
  const entries = new Map<string, Entry>(current.map(resource => [keyOf(identify(resource)), resource]))
  const unmade = changes.flatMap((change, i) => attempt(i, () => make(change, entries)))
  const state = stateOf(entries)
  const isUnmade = new Set(unmade.map(({ change }) => change))
  const broken = changes.flatMap((change, i) => (isUnmade.has(i) ? [] : judge(change, i, state)))
  return [...unmade, ...broken]
}

/** All that decides about these changes: by what is found there they are judged as by all there is. */
export const looksOf = (changes: readonly Change[]): Look[] =>
  changes.flatMap(change => {
    const identity = identityOf(change)
    return [lookAt(identity), ...(change.op === 'put' ? looksOfPut(change.manifest) : referrersOf(identity))]
  })

function judge(change: Change, i: number, state: State): Problem[] {
  const identity = identityOf(change)
  const entry = state.get(identity)
  if (entry) return checksOf(entry).flatMap(check => attempt(i, () => check(entry, state)))
  return change.op === 'delete' ? attempt(i, () => refuseWhileReferred(identity, state)) : []
}

function attempt(change: number, step: () => void): Problem[] {
  try {
    step()
    return []
  } catch (error) {
    if (error instanceof GatewayError) return [{ change, error }]
    throw error
  }
}

const identityOf = (change: Change): Identity => (change.op === 'put' ? identify(change.manifest) : change)

function make(change: Change, entries: Map<string, Entry>): void {
  const identity = identityOf(change)
  const existing = entries.get(keyOf(identity))
  if (existing?.managedBy && !change.managedBy)
    throw new GatewayError(
      'CONFLICT',
      `${label(identity)} is managed in ${MANAGED_IN[existing.managedBy]}: change it there`,
    )
  if (change.op === 'delete') {
    if (!existing) throw new GatewayError('NOT_FOUND', `${label(identity)} does not exist: check its name`)
    entries.delete(keyOf(identity))
    return
  }
  if (existing) refuseOtherwise(change.manifest, existing)
  entries.set(keyOf(identity), { ...change.manifest, ...(change.managedBy && { managedBy: change.managedBy }) })
}

function refuseOtherwise(manifest: Manifest, existing: Manifest): void {
  for (const [field, read] of freezesOf(manifest))
    if (read(manifest) !== read(existing))
      throw new GatewayError(
        'CONFLICT',
        `spec.${field} of ${label(identify(manifest))} is ${read(existing)} and cannot be changed: keep it, or delete the resource and create it anew`,
      )
}

function refuseWhileReferred(identity: Identity, state: State): void {
  const referrers = state.look(...referrersOf(identity)).map(entry => label(identify(entry)))
  if (referrers.length === 0) return
  const more = referrers.length - NAMED_AT_MOST
  const named = `${referrers.slice(0, NAMED_AT_MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  throw new GatewayError('CONFLICT', `${label(identity)} is still used by ${named}: delete these first`)
}
