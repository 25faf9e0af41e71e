import type { Lab } from '../lab/lab.ts'
import type { Figure } from '../report/rows.ts'
import type { Running, Target } from './target.ts'

/** Before the first round: once, or for as long as what compiles while it runs needs to be done with that. */
export type Effort = 'once' | 'warm-up' | 'whole'

type Subject = { readonly lab: Lab; readonly target: Target; readonly running: Running; readonly effort: Effort }

export type Profile = {
  readonly name: string
  readonly title: string
  /** What is to be said of it. */
  readonly note?: string
  /** Each measurement gets a target that was just started, and so no warm-up. */
  readonly fresh?: boolean
  /** Once, when all targets are warm: what is to be the same for all follows from this one. Answers it in words. */
  calibrate?(reference: Running): Promise<string>
  measure(subject: Subject): Promise<readonly Figure[]>
}
