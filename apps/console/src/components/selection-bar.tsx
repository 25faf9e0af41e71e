'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/button.tsx'
import type { ListInput } from '#components/list-state.ts'
import type { Nouns } from '#components/list-toolbar.tsx'
import { countSelected, nothingSelected, type Selection } from '#components/selection.ts'

export type Selecting = {
  readonly value: Selection
  readonly onChange: (selection: Selection) => void
  /** What can be done with the rows that are selected. */
  readonly actions?: ReactNode
}

type SelectionBarProps = { selecting: Selecting; input: ListInput; total: number; nouns: Nouns }

const number = new Intl.NumberFormat('en')

/** Selects by what matches and not by what is loaded, and says of how many rows an action would be. */
export function SelectionBar({ selecting: { value, onChange, actions }, input, total, nouns }: SelectionBarProps) {
  const count = countSelected(value)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <p role="status" className="text-ink-2">
        {count === 0 ? `No ${nouns.one} selected` : `${number.format(count)} selected`}
      </p>
      {count < total && (
        <Button onClick={() => onChange({ kind: 'matching', input, total, except: new Set() })}>
          Select all {number.format(total)}
        </Button>
      )}
      {count > 0 && (
        <>
          <Button onClick={() => onChange(nothingSelected)}>Clear selection</Button>
          {actions}
        </>
      )}
    </div>
  )
}

type SelectCellProps = { label: string; isSelected: boolean; onToggle: () => void }

export const SelectCell = ({ label, isSelected, onToggle }: SelectCellProps) => (
  // biome-ignore lint/a11y/noRedundantRoles: the role survives the change of display, the element's own does not.
  <td role="cell" className="w-12 py-2.5 pl-4 max-md:absolute max-md:top-1 max-md:right-4 max-md:w-auto max-md:p-0">
    <label className="flex size-6 items-center justify-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isSelected}
        onChange={onToggle}
        className="size-4 accent-accent"
      />
    </label>
  </td>
)
