'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { type ListInput, listInputOf } from '#components/list-state.ts'

export type Filter = {
  /** The field of the list's input. */
  readonly name: keyof ListInput
  readonly label: string
  /** Absent where any text may be the value: it is then taken from the address, and taken back on the page. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}

export type ListState = {
  readonly input: ListInput
  /** Whether anything but the order is asked for. */
  readonly isNarrowed: boolean
  set(change: Readonly<Record<string, string | null>>): void
  clear(): void
}

/** What is asked of a list stands in the address: it survives a reload, can be sent on, and the way back undoes it. */
export function useListState(sorts: readonly string[], filters: readonly Filter[]): ListState {
  const fields: (keyof ListInput)[] = ['search', ...filters.map(({ name }) => name)]
  const names = [...fields, 'sort', 'order']
  const [state, setState] = useQueryStates(Object.fromEntries(names.map(name => [name, parseAsString])))
  const offered: Readonly<Record<string, readonly string[] | undefined>> = {
    sort: sorts,
    order: ['desc'],
    ...Object.fromEntries(filters.map(({ name, options }) => [name, options?.map(({ value }) => value)])),
  }
  const valid = Object.entries(state).filter(([name, value]) => offered[name]?.includes(value ?? '') ?? true)
  const input = listInputOf(Object.fromEntries(valid))
  return {
    input,
    isNarrowed: fields.some(name => input[name] !== undefined),
    set: change => {
      // A search that is typed on is one step of the way back, not one for each letter.
      const isTypedOn = 'search' in change && state.search
      void setState(change, { history: isTypedOn ? 'replace' : 'push' })
    },
    clear: () => void setState(Object.fromEntries(fields.map(name => [name, null])), { history: 'push' }),
  }
}
