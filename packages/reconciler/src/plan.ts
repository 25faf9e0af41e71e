import { isDeepStrictEqual } from 'node:util'

export type Change<S> =
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'replace' | 'add'; readonly name: string; readonly spec: S }

/** What goes comes before what changes, and that before what is new: each must free its port for the next. */
export function plan<S>(desired: ReadonlyMap<string, S>, running: ReadonlyMap<string, S>): Change<S>[] {
  const gone = [...running.keys()].filter(name => !desired.has(name))
  const changed = [...desired].filter(([name, spec]) => !isDeepStrictEqual(running.get(name), spec))
  const of = (kind: 'replace' | 'add', is: boolean) =>
    changed.filter(([name]) => running.has(name) === is).map(([name, spec]) => ({ kind, name, spec }))
  return [...gone.map(name => ({ kind: 'remove' as const, name })), ...of('replace', true), ...of('add', false)]
}
