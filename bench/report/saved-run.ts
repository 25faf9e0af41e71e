import { readFileSync, writeFileSync } from 'node:fs'
import type { Row, Sample } from './rows.ts'

export type About = {
  readonly date: string
  readonly versions: Readonly<Record<string, string>>
  readonly machine: string
  readonly command: string
  readonly rounds: number
  /** What a reader has to know of this run beside its figures. */
  readonly notes: readonly string[]
}

/** What `--json` writes. Rows say nothing that was not measured; `samples` has every round. */
export type SavedRun = { readonly about: About; readonly rows: readonly Row[]; readonly samples: readonly Sample[] }

export const readRun = (path: string): SavedRun => JSON.parse(readFileSync(path, 'utf8'))

export const writeRun = (path: string, run: SavedRun): void =>
  writeFileSync(path, `${JSON.stringify(run, undefined, 1)}\n`)
