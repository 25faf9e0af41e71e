import { parseArgs } from 'node:util'
import { moveToOtherCores } from '../lab/cores.ts'
import { Lab } from '../lab/lab.ts'
import { aboutThis } from '../report/about.ts'
import { flagsOf, pick } from '../report/flags.ts'
import { report, wishOptions } from '../report/report.ts'
import { rowsOf, type Sample } from '../report/rows.ts'
import type { SavedRun } from '../report/saved-run.ts'
import { play } from './play.ts'
import { presentation } from './presentation.ts'
import { scenarios } from './scenarios/index.ts'
import { brokerProperties, fill, hugeBatch } from './topics.ts'

const options = { ...wishOptions, scenarios: { type: 'string' } } as const

/** Whether memory stays within its budget, whatever clients do: see README.md. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  await report(presentation, values, () => runs(values.scenarios))
}

async function* runs(list: string | undefined): AsyncGenerator<SavedRun> {
  const wanted = pick('scenario', scenarios, list)
  const notes = [moveToOtherCores(), ...wanted.flatMap(({ note }) => note ?? [])]
  const about = aboutThis({ bench: presentation.bench, flags: flagsOf({ scenarios: list }), rounds: 1, notes })
  const samples: Sample[] = []
  const lab = await Lab.start({ heap: '3g', properties: brokerProperties })
  const huge = hugeBatch()
  try {
    await fill(lab, huge)
    for (const scenario of wanted)
      for (const clients of scenario.points) {
        console.error(`${clients} ${scenario.title}`)
        samples.push(...(await play({ lab, huge, scenario, clients })))
        yield { about, rows: rowsOf(samples), samples }
      }
  } finally {
    await lab.stop()
  }
}
