'use client'

import { parseAsString, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import type { ListInput } from '#components/list-state.ts'

type NarrowToProps = { field: keyof ListInput; value: string; children?: ReactNode }

/** A cell that narrows its list to the rows that have the same in it. */
export function NarrowTo({ field, value, children = value }: NarrowToProps) {
  const [, set] = useQueryState(field, parseAsString.withOptions({ history: 'push' }))
  return (
    <button type="button" onClick={() => void set(value)} className="text-left underline-offset-2 hover:underline">
      {children}
    </button>
  )
}
