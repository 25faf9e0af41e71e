import { parseArgs } from 'node:util'
import { MissingNeeds } from './needs.ts'
import { steps, type Verdict } from './steps.ts'

type Result = Verdict & { readonly name: string; readonly seconds: number }

async function perform(name: string): Promise<Result> {
  console.log(`\n── ${name} ${'─'.repeat(76 - name.length)}`)
  const start = performance.now()
  const verdict = await steps[name]!()
  const seconds = (performance.now() - start) / 1000
  console.log(`\n${name}: ${verdict.ok ? 'ok' : 'FAILED'} after ${seconds.toFixed(1)} s`)
  return { ...verdict, name, seconds }
}

const row = ({ name, ok, seconds }: Result) =>
  `${name.padEnd(8)}${(ok ? 'ok' : 'FAILED').padEnd(8)}${seconds.toFixed(1).padStart(7)} s`

/** A step that failed without a test to blame counts as one. */
const failures = ({ ok, tally }: Result) => (ok ? tally.failed : Math.max(1, tally.failed))

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function report(results: readonly Result[]): void {
  const passed = sum(results.map(({ tally }) => tally.passed))
  const skipped = sum(results.map(({ tally }) => tally.skipped))
  const failed = sum(results.map(failures))
  console.log(`\n${results.map(row).join('\n')}\n`)
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exitCode = failed > 0 ? 1 : 0
}

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
const names = Object.keys(steps).filter(name => only === undefined || name === only)

try {
  if (names.length === 0) throw new MissingNeeds(`There is no step ${only}: ${Object.keys(steps).join(', ')}.`)
  const results: Result[] = []
  for (const name of names) results.push(await perform(name))
  report(results)
} catch (error) {
  if (!(error instanceof MissingNeeds)) throw error
  console.error(error.message)
  process.exitCode = 1
}
