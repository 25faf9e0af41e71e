import type { Way } from '../lab/way.ts'
import type { Figure } from '../report/rows.ts'

export type Stage = {
  readonly way: Way
  /** A batch of 100 MB. */
  readonly huge: Buffer
}

/** Clients that ask for much memory. */
export type Trouble = {
  /** Resolves once there is nothing more to see. */
  readonly over: Promise<unknown>
  /** What became of them, as far as that counts. */
  figures(): readonly Figure[]
  leave(): void
}

export type Scenario = {
  readonly name: string
  readonly title: string
  /** How many clients do it. */
  readonly points: readonly number[]
  readonly note?: string
  /** Resolves when all have begun. */
  begin(stage: Stage, clients: number): Promise<Trouble>
}
