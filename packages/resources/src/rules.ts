import { GatewayError } from '@tidegate/errors'
import { isDeepStrictEqual } from 'node:util'
import { type Change, type KindName, kinds, type Manifest, type ManifestOf, type Resource } from './kinds.ts'
import { rulesOf } from './kind-rules.ts'

/** A resource as it is once all changes are made. */
export type Entry = Manifest & { readonly managedBy?: 'file' | 'environment' }

export type State = ReadonlyMap<string, Entry>

type Key = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }

const MANAGED_IN = {
  file: 'the cluster-config file that GATEWAY_BACKEND_KAFKA_SELECTOR names',
  environment: 'the KAFKA_* environment variables of the gateways',
} as const

const NAMED_AT_MOST = 5

/** Throws for the first change that may not be made. What counts is the state after all changes, not their order. */
export function validateChanges(changes: readonly Change[], current: readonly Resource[]): void {
  const state = new Map<string, Entry>(current.map(resource => [keyOf(identify(resource)), resource]))
  for (const change of changes) step(state, change)
  for (const change of changes) {
    const key = change.op === 'put' ? identify(change.manifest) : change
    const entry = state.get(keyOf(key))
    if (entry) refuseUnless(entry, state)
    else if (change.op === 'delete') refuseWhileReferred(key, state)
  }
}

export const isKind = <K extends KindName>(entry: Manifest, kind: K): entry is Extract<Manifest, { kind: K }> =>
  entry.kind === kind

export const find = <K extends KindName>(state: State, kind: K, name: string): ManifestOf<K> | undefined =>
  state.get(keyOf({ kind, name })) as ManifestOf<K> | undefined

function step(state: Map<string, Entry>, change: Change): void {
  const key = change.op === 'put' ? identify(change.manifest) : change
  const existing = state.get(keyOf(key))
  if (existing?.managedBy && !change.managedBy)
    throw new GatewayError('CONFLICT', `${label(key)} is managed in ${MANAGED_IN[existing.managedBy]}: change it there`)
  if (change.op === 'put') {
    const { manifest, managedBy } = change
    if (existing) rulesOf(manifest).immutable(manifest, existing)
    state.set(keyOf(key), { ...manifest, ...(managedBy && { managedBy }) })
  } else {
    if (!existing) throw new GatewayError('NOT_FOUND', `${label(key)} does not exist: check its name`)
    state.delete(keyOf(key))
  }
}
