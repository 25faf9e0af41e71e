import type { Lab } from './lab.ts'

export type User = { readonly name: string; readonly password: string }

/** How clients reach a target. */
export type Way = {
  readonly bootstrap: string
  readonly user?: User
  /** What clients call a topic. */
  topic(name: string): string
}

/** A target that runs. What is measured is the process `pid`, which a direct connection does not have. */
export type Running = {
  readonly way: Way
  readonly pid?: number
  /** Where topics of the broker are shown only if it is told to: shows these. Answers how clients see them. */
  showTopics?(names: readonly string[]): Promise<Way>
  stop(): Promise<void>
}

/** Something between clients and the broker. `relays` by passing bytes on, so that it needs a listener of the broker. */
export type Target = {
  readonly name: string
  readonly title: string
  readonly relays: boolean
  /** Prefix that the target puts before topics by itself. */
  readonly prefix?: string
  /** Why it cannot be measured on this machine. */
  missing?(): string | undefined
  start(lab: Lab): Promise<Running>
}
