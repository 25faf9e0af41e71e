import type { KindName, Manifest, ManifestOf } from './kinds.ts'

/** A resource as it is once all changes are made. */
export type Entry = Manifest & { readonly managedBy?: 'file' | 'environment' }

export type State = ReadonlyMap<string, Entry>

export type Identity = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }

export const keyOf = ({ kind, vCluster, name }: Identity): string => JSON.stringify([kind, vCluster ?? null, name])

export const identify = ({ kind, metadata }: Manifest): Identity => ({ kind, ...metadata })

export const label = ({ kind, vCluster, name }: Identity): string =>
  `${kind} ${name}${vCluster === undefined ? '' : ` of virtual cluster ${vCluster}`}`

export const find = <K extends KindName>(state: State, kind: K, name: string): ManifestOf<K> | undefined =>
  state.get(keyOf({ kind, name })) as ManifestOf<K> | undefined

export const all = <K extends KindName>(state: State, kind: K): ManifestOf<K>[] =>
  [...state.values()].filter(entry => entry.kind === kind) as unknown as ManifestOf<K>[]
