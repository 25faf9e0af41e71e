import type { Front, Lab } from '../lab/lab.ts'
import type { Way } from '../lab/way.ts'

/** A target that runs. What is measured is the process `pid`, which a direct connection does not have. */
export type Running = {
  readonly way: Way
  readonly pid?: number
  /** Where topics of the broker are shown only if it is told to: shows these by these names. Answers how clients see them. */
  showTopics?(names: readonly string[], physical: (name: string) => string): Promise<Way>
  stop(): Promise<void>
}

/** Something between clients and the broker, or nothing. */
export type Target = Front & {
  readonly title: string
  /** While it runs. */
  readonly compiles?: boolean
  /** Why it cannot be measured on this machine. */
  missing?(): string | undefined
  start(lab: Lab): Promise<Running>
}
