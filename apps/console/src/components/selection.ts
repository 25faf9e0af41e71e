import type { ListInput } from '#components/list-state.ts'

/** Rows by their keys; or all that match, loaded or not, but for some. */
export type Selection =
  | { readonly kind: 'rows'; readonly keys: ReadonlySet<string> }
  | {
      readonly kind: 'matching'
      readonly input: ListInput
      readonly total: number
      readonly except: ReadonlySet<string>
    }

export const nothingSelected: Selection = { kind: 'rows', keys: new Set() }

export const isSelected = (selection: Selection, key: string): boolean =>
  selection.kind === 'rows' ? selection.keys.has(key) : !selection.except.has(key)

export const countSelected = (selection: Selection): number =>
  selection.kind === 'rows' ? selection.keys.size : Math.max(0, selection.total - selection.except.size)

export function toggled(selection: Selection, key: string): Selection {
  if (selection.kind === 'rows') return { kind: 'rows', keys: flipped(selection.keys, key) }
  return { ...selection, except: flipped(selection.except, key) }
}

function flipped(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const left = new Set(keys)
  if (!left.delete(key)) left.add(key)
  return left
}

/** In whatever order, two lists of these match the same rows. */
export const matchOf = ({ sort: _, order: __, ...match }: ListInput): string => JSON.stringify(match)
