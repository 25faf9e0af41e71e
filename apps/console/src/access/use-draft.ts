'use client'

import { useState } from 'react'
import { type CellState, draftOf, type Edits, noEdits, setCell, without, withoutAll } from './edits.ts'
import type { Grant, Operation, Target } from './grant.ts'
import type { Intended } from './intent-fields.tsx'
import { grantsOf, noAnswers } from './intents.ts'

type State = { readonly intended: Intended; readonly edits: Edits; readonly targets: readonly Target[] }

const fresh = (now: readonly Grant[]): State => ({
  intended: { name: now.length === 0 ? 'CONSUME' : 'CUSTOM', answers: noAnswers },
  edits: noEdits,
  targets: [],
})

/** What is wanted, as what to add to and take from the rules as they are at any moment. */
export function useDraft(now: readonly Grant[]) {
  const [began, setBegan] = useState(now)
  const [state, setState] = useState(() => fresh(now))
  const { intended, edits, targets } = state
  const set = (change: Partial<State>) => setState({ ...state, ...change })
  const draft = draftOf(now, grantsOf(intended.name, intended.answers), edits)
  return {
    began,
    intended,
    targets,
    draft,
    added: without(draft, now),
    removed: without(now, draft),
    intend: (intended: Intended) => set({ intended }),
    set: (cell: { target: Target; operation: Operation }, to: CellState) => set({ edits: setCell(edits, cell, to) }),
    show: (target: Target) => set({ targets: [...targets, target] }),
    clear: () => set({ edits: withoutAll(edits, draft) }),
    discard: () => {
      setBegan(now)
      setState(fresh(now))
    },
  }
}
