import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { aclName, type Change, connectionOf, type Manifest, type Resource } from '@tidegate/resources'
import { type Key, keyOf, keyText, type Sealed, type Stored, unseal } from './rows.ts'
import { type Cipher, mergeSecrets, splitSecrets } from './secrets.ts'
import type { Applied } from './store.ts'

type Put = Extract<Change, { op: 'put' }>

/** What one change does; `before` is absent for a new resource and `after` for a deleted one. */
export type Effect = {
  readonly key: Key
  readonly result: Applied['result']
  /** What declares it, where that is not the actor. */
  readonly source?: 'file' | 'environment'
  readonly before?: Stored
  readonly after?: Stored
}

export type Planning = {
  readonly stored: readonly Stored[]
  /** The generation that the changes make, if they make one. */
  readonly generation: number
  readonly cipher: Cipher
  /** The secrets that changes take back, in clear. */
  readonly recalled: ReadonlyMap<Change, ReadonlyMap<string, string>>
}

type State = Map<string, Stored>

/** The changes as they are made: with the names of ACLs, and with the ACLs that go with their virtual cluster. */
export function complete(changes: readonly Change[], stored: readonly Stored[]): Change[] {
  const named = changes.map(nameAcl)
  const mentioned = new Set(named.map(change => keyText(keyOfChange(change))))
  const emptied = new Set(named.filter(isVirtualClusterDelete).map(({ name }) => name))
  const left = stored
    .map(({ resource }) => resource)
    .filter(({ kind, metadata }) => kind === 'Acl' && emptied.has(metadata.vCluster ?? ''))
    .filter(resource => !mentioned.has(keyText(keyOf(resource))))
  return [...named, ...left.map(({ metadata }): Change => ({ op: 'delete', kind: 'Acl', ...metadata }))]
}

/** One effect for each change, in their order. The rules have been checked before. */
export function plan(changes: readonly Change[], planning: Planning): Effect[] {
  const state = stateOf(planning.stored)
  return changes.map(change => effectOf(change, state, planning))
}

export const stateOf = (stored: readonly Stored[]): State =>
  new Map(stored.map(each => [keyText(keyOf(each.resource)), each]))

/** Makes the change in the state. */
export function effectOf(change: Change, state: State, planning: Planning): Effect {
  const key = keyOfChange(change)
  const before = state.get(keyText(key))
  const common = { key, before, ...(change.managedBy && { source: change.managedBy }) }
  if (change.op === 'delete') {
    state.delete(keyText(key))
    return { ...common, result: 'DELETED' }
  }
  const after = stateAfter(change, before, planning)
  if (before && isSame(before, after)) return { ...common, result: 'NOT_CHANGED', after: before }
  state.set(keyText(key), after)
  return { ...common, result: before ? 'UPDATED' : 'CREATED', after }
}

export const keyOfChange = (change: Change): Key =>
  change.op === 'put' ? keyOf(change.manifest) : { kind: change.kind, vCluster: change.vCluster, name: change.name }

export function nameAcl(change: Change): Change {
  if (change.op === 'delete' || change.manifest.kind !== 'Acl') return change
  const { manifest } = change
  return { ...change, manifest: { ...manifest, metadata: { ...manifest.metadata, name: aclName(manifest.spec) } } }
}

const isVirtualClusterDelete = (change: Change): change is Extract<Change, { op: 'delete' }> =>
  change.op === 'delete' && change.kind === 'VirtualCluster'

function stateAfter(change: Put, before: Stored | undefined, { generation, cipher, recalled }: Planning): Stored {
  const { manifest, managedBy } = change
  const { spec, secrets: given } = splitSecrets(asJson(manifest.spec))
  const back = recalled.get(change)
  const secrets = new Map([...(back ?? []), ...given])
  const uid = before?.resource.uid ?? randomUUID()
  // What a file or the environment declares is whole; elsewhere secrets are not shown, and so need not be repeated.
  const kept = managedBy || back ? [] : (before?.sealed ?? [])
  const sealed = new Map(kept)
  for (const [property, text] of secrets) {
    const there = before?.sealed.get(property)
    const isEqual = there && cipher.open({ uid, property }, there) === text
    sealed.set(property, isEqual ? there : cipher.seal({ uid, property }, text))
  }
  const { kind, apiVersion, metadata } = manifest
  const resource = { kind, apiVersion, metadata, spec, uid, generation, ...(managedBy && { managedBy }) } as Resource
  const after = { resource, sealed }
  refuseUnconnectable(after, secrets, cipher)
  return after
}

/** With the secrets that were kept, a cluster must still be one that can be connected to. */
function refuseUnconnectable({ resource, sealed }: Stored, given: ReadonlyMap<string, string>, cipher: Cipher): void {
  if (resource.kind !== 'PhysicalCluster') return
  const kept = new Map([...sealed].filter(([property]) => !given.has(property)))
  const secrets = [...given, ...unseal({ resource, sealed: kept }, cipher)]
  connectionOf(mergeSecrets(resource.spec, secrets).properties)
}

function isSame(before: Stored, after: Stored): boolean {
  return (
    isDeepStrictEqual(asJson(before.resource.spec), asJson(after.resource.spec)) &&
    before.resource.managedBy === after.resource.managedBy &&
    isDeepStrictEqual(sorted(before.sealed), sorted(after.sealed))
  )
}

const sorted = (sealed: Sealed) => new Map([...sealed].sort(([a], [b]) => (a < b ? -1 : 1)))

const asJson = <S extends Manifest['spec']>(spec: S): S => JSON.parse(JSON.stringify(spec))
