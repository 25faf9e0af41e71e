import { parseArgs } from 'node:util'
import { aboutThis } from './about.ts'
import { bench, type Plan } from './bench.ts'
import { moveToOtherCores } from './cores.ts'
import { capacityOfTwoLoops } from './derived.ts'
import { Lab } from './lab.ts'
import { profiles } from './profiles/index.ts'
import { report } from './report.ts'
import { rowsOf } from './rows.ts'
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
  const { from, json, ...wishes } = values
  const run = from ? readRun(from) : await newRun(values)
  if (json) writeRun(json, run)
  report(run, wishes)
}

type Choice = { readonly rounds: string; readonly targets?: string; readonly profiles?: string }

async function newRun(choice: Choice): Promise<SavedRun> {
  const rounds = Number(choice.rounds)
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error('--rounds is a whole number, and at least 1')
  const plan = { ...chosen(choice), rounds, say }
  const cores = moveToOtherCores()
  const lab = await Lab.start(plan.targets)
  try {
    const { samples, notes } = await bench(lab, plan)
    const all = [...samples, ...capacityOfTwoLoops(samples)]
    return {
      about: aboutThis({ flags: flagsOf(choice), rounds, notes: [cores, ...plan.skipped, ...notes] }),
      rows: rowsOf(all),
      samples: all,
    }
  } finally {
    await lab.stop()
  }
}

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
