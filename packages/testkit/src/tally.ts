import { stripVTControlCharacters } from 'node:util'

export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** The closing lines of node:test (`ℹ pass 12`) and of Playwright (`  12 passed (3s)`). */
const COUNTS: readonly { readonly line: RegExp; readonly what: keyof Tally }[] = [
  { line: /^[ℹ#] pass (\d+)$/gm, what: 'passed' },
  { line: /^[ℹ#] (?:fail|cancelled) (\d+)$/gm, what: 'failed' },
  { line: /^[ℹ#] (?:skipped|todo) (\d+)$/gm, what: 'skipped' },
  { line: /^ {2}(\d+) passed\b/gm, what: 'passed' },
  { line: /^ {2}(\d+) (?:failed|flaky|interrupted)\b/gm, what: 'failed' },
  { line: /^ {2}(\d+) (?:skipped|did not run)\b/gm, what: 'skipped' },
]

/** How many tests ended how, read from what the runner printed. */
export function tally(output: string): Tally {
  const text = stripVTControlCharacters(output)
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { line, what } of COUNTS) for (const [, count] of text.matchAll(line)) total[what] += Number(count)
  return total
}
