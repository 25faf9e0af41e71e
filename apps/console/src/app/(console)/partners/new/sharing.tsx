'use client'

import { createContext, useContext } from 'react'
import type { Draft } from '#share/draft.ts'
import type { Fault } from '#share/faults.ts'

export type Sharing = {
  readonly draft: Draft
  edit(change: Partial<Draft>): void
  /** All that is wrong, in the order of the steps. */
  readonly faults: readonly Fault[]
}

export const SharingContext = createContext<Sharing | undefined>(undefined)

/** The share that the steps of the wizard make together. */
export function useSharing(): Sharing {
  const sharing = useContext(SharingContext)
  if (!sharing) throw new Error('A step stands outside of its wizard')
  return sharing
}
