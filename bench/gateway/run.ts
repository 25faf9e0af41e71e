import { parseArgs } from 'node:util'
import { moveToOtherCores } from '../lab/cores.ts'
import { Lab } from '../lab/lab.ts'
import { aboutThis } from '../report/about.ts'
import { flagsOf, pick, positive } from '../report/flags.ts'
import { report, wishOptions } from '../report/report.ts'
import { rowsOf, type Sample } from '../report/rows.ts'
import type { SavedRun } from '../report/saved-run.ts'
import { bench, type Plan } from './bench.ts'
import { capacityOfTwoLoops } from './derived.ts'
import { presentation } from './presentation.ts'
import { profiles } from './profiles/index.ts'
import { targets } from './targets/index.ts'

const options = {
  ...wishOptions,
  rounds: { type: 'string', default: '5' },
  targets: { type: 'string' },
  profiles: { type: 'string' },
} as const

const say = (line: string) => console.error(line)

/** The gateway beside a direct connection and other proxies: see README.md. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  await report(presentation, values, () => runs(values))
}

type Choice = { readonly rounds: string; readonly targets?: string; readonly profiles?: string }

async function* runs({ rounds, targets, profiles }: Choice): AsyncGenerator<SavedRun> {
  const { skipped, ...plan } = chosen({ rounds, targets, profiles })
  const notes = [moveToOtherCores(), ...skipped]
  const samples: Sample[] = []
  const lab = await Lab.start({ fronts: plan.targets })
  try {
    for await (const done of bench(lab, plan)) {
      notes.push(...done.notes)
      samples.push(...done.samples, ...capacityOfTwoLoops(done.samples))
      const flags = flagsOf({ rounds, targets, profiles })
      const about = aboutThis({ bench: presentation.bench, flags, rounds: plan.rounds, notes })
      yield { about, rows: rowsOf(samples), samples }
    }
  } finally {
    await lab.stop()
  }
}

function chosen(choice: Choice): Plan & { readonly skipped: readonly string[] } {
  const wanted = pick('target', targets, choice.targets)
  const skipped = wanted.flatMap(({ title, missing }) => {
    const why = missing?.()
    return why === undefined ? [] : [`skipped ${title}: ${why}`]
  })
  for (const line of skipped) say(line)
  return {
    targets: wanted.filter(({ missing }) => missing?.() === undefined),
    profiles: pick('profile', profiles, choice.profiles),
    rounds: positive('rounds', choice.rounds),
    say,
    skipped,
  }
}
