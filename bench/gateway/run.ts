import { parseArgs } from 'node:util'
import { aboutThis } from './about.ts'
import { bench, type Plan } from './bench.ts'
import { moveToOtherCores } from './cores.ts'
import { capacityOfTwoLoops } from './derived.ts'
import { Lab } from './lab.ts'
import { profiles } from './profiles/index.ts'
import { report } from './report.ts'
import { rowsOf, type Sample } from './rows.ts'
import { readRun, type SavedRun, writeRun } from './saved-run.ts'
import { targets } from './targets/index.ts'

const options = {
  rounds: { type: 'string', default: '5' },
  targets: { type: 'string' },
  profiles: { type: 'string' },
  json: { type: 'string' },
  from: { type: 'string' },
  against: { type: 'string' },
  charts: { type: 'string' },
  readme: { type: 'boolean' },
} as const

const say = (line: string) => console.error(line)

/** The gateway beside a direct connection and other proxies: see README.md. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  const run = values.from ? readRun(values.from) : await newRun(values)
  report(run, values)
}

type Choice = {
  readonly rounds: string
  readonly targets?: string
  readonly profiles?: string
  readonly json?: string
}

async function newRun(choice: Choice): Promise<SavedRun> {
  const rounds = Number(choice.rounds)
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error('--rounds is a whole number, and at least 1')
  const { skipped, ...plan } = chosen(choice)
  const notes = [moveToOtherCores(), ...skipped]
  const samples: Sample[] = []
  const lab = await Lab.start(plan.targets)
  try {
    for await (const done of bench(lab, { ...plan, rounds, say })) {
      notes.push(...done.notes)
      samples.push(...done.samples, ...capacityOfTwoLoops(done.samples))
      if (choice.json) writeRun(choice.json, runOf(choice, samples, notes))
    }
  } finally {
    await lab.stop()
  }
  return runOf(choice, samples, notes)
}

const runOf = (choice: Choice, samples: readonly Sample[], notes: readonly string[]): SavedRun => ({
  about: aboutThis({ flags: flagsOf(choice), rounds: Number(choice.rounds), notes }),
  rows: rowsOf(samples),
  samples,
})

/** Those that decide what is measured. */
const flagsOf = ({ rounds, targets, profiles }: Choice): string[] =>
  Object.entries({ rounds, targets, profiles }).flatMap(([flag, value]) => (value ? [`--${flag}`, value] : []))

function chosen(choice: Choice): Pick<Plan, 'targets' | 'profiles'> & { readonly skipped: readonly string[] } {
  const wanted = pick('target', targets, choice.targets)
  const skipped = wanted.flatMap(({ title, missing }) => {
    const why = missing?.()
    return why === undefined ? [] : [`skipped ${title}: ${why}`]
  })
  for (const line of skipped) say(line)
  return {
    targets: wanted.filter(({ missing }) => missing?.() === undefined),
    profiles: pick('profile', profiles, choice.profiles),
    skipped,
  }
}

/** All, or those that a comma-separated list names, in its order. */
function pick<Thing extends { readonly name: string }>(what: string, all: readonly Thing[], list?: string): Thing[] {
  if (list === undefined) return [...all]
  return list.split(',').map(name => {
    const found = all.find(each => each.name === name)
    if (!found) throw new Error(`There is no ${what} ${name}. There is: ${all.map(each => each.name).join(', ')}`)
    return found
  })
}
