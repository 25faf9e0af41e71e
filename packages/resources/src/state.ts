import type { KindName, Manifest, ManifestOf } from './kinds.ts'

/** A resource as it is once all changes are made. */
export type Entry = Manifest & { readonly managedBy?: 'file' | 'environment' }

export type Identity = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }

/** The resources of a kind that have these texts at one or two places, such as `spec.physicalName`. */
export type Look = {
  readonly kind: KindName
  readonly where: Readonly<Record<string, string>>
  /** The first that no change touches tells as much as all. Of looks at one place. */
  readonly first?: true
}

export type State = {
  get(identity: Identity): Entry | undefined
  /** What these find, in the order of all there is. */
  look<K extends KindName>(...looks: readonly (Look & { readonly kind: K })[]): readonly ManifestOf<K>[]
  /** Of what one finds the first for each text at a place. */
  firsts<K extends KindName>(look: Look & { readonly kind: K }, each: string): readonly ManifestOf<K>[]
  inOrder<E extends Manifest>(entries: readonly E[]): E[]
}

export const keyOf = ({ kind, vCluster, name }: Identity): string => JSON.stringify([kind, vCluster ?? null, name])

export const identify = ({ kind, metadata }: Pick<Manifest, 'kind' | 'metadata'>): Identity => ({ kind, ...metadata })

export const label = ({ kind, vCluster, name }: Identity): string =>
  `${kind} ${name}${vCluster === undefined ? '' : ` of virtual cluster ${vCluster}`}`

export const find = <K extends KindName>(state: State, kind: K, name: string): ManifestOf<K> | undefined =>
  state.get({ kind, name }) as ManifestOf<K> | undefined

/** What belongs to no virtual cluster has an empty one, as in the database. */
export function textAt(manifest: Manifest, place: string): string | undefined {
  if (place === 'metadata.vCluster') return manifest.metadata.vCluster ?? ''
  let value: unknown = manifest
  for (const step of place.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[step]
  return value as string | undefined
}

type Groups = ReadonlyMap<string, readonly Entry[]>

/** Sorts by the places of a look once, however many of its kind are asked: many changes are judged by one state. */
export function stateOf(entries: ReadonlyMap<string, Entry>): State {
  const all = [...entries.values()]
  const sorted = new Map<string, Groups>()
  const groupsBy = (kind: KindName, places: readonly string[], each?: string): Groups => {
    const key = JSON.stringify([kind, places, each])
    const there = sorted.get(key)
    if (there) return there
    const own =
      each === undefined
        ? all.filter(entry => entry.kind === kind)
        : [...groupsBy(kind, [...places, each]).values()].flatMap(([first]) => first ?? [])
    const groups = Map.groupBy(own, entry => JSON.stringify(places.map(place => textAt(entry, place))))
    sorted.set(key, groups)
    return groups
  }
  const found = ({ kind, where }: Look, each?: string): readonly Entry[] =>
    groupsBy(kind, Object.keys(where), each).get(JSON.stringify(Object.values(where))) ?? []
  let ranks: ReadonlyMap<Manifest, number> | undefined
  const inOrder = <E extends Manifest>(some: readonly E[]): E[] => {
    ranks ??= new Map(all.map((entry, i) => [entry, i]))
    const rankOf = (entry: Manifest) => ranks?.get(entry) ?? 0
    return some.toSorted((a, b) => rankOf(a) - rankOf(b))
  }
  return {
    get: identity => entries.get(keyOf(identity)),
    look: (...looks) => (looks.length === 1 ? found(looks[0]!) : inOrder(looks.flatMap(look => found(look)))) as never,
    firsts: (look, each) => found(look, each) as never,
    inOrder,
  }
}
