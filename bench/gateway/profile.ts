import type { Lab } from '../lab/lab.ts'
import type { Figure } from '../report/rows.ts'
import type { Running, Target } from './target.ts'

/** A short measurement before the first round makes compilers do their work. */
export type Effort = 'warm-up' | 'whole'

type Subject = { readonly lab: Lab; readonly target: Target; readonly running: Running; readonly effort: Effort }

export type Profile = {
  readonly name: string
  readonly title: string
  /** What its rows are called where that is not its name, because less was measured, and why. */
  readonly instead?: { readonly name: string; readonly why: string }
  /** Each measurement gets a target that was just started, and so no warm-up. */
  readonly fresh?: boolean
  /** Once, when all targets are warm: what is to be the same for all follows from this one. Answers it in words. */
  calibrate?(reference: Running): Promise<string>
  measure(subject: Subject): Promise<readonly Figure[]>
}
