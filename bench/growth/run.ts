import { parseArgs } from 'node:util'
import { moveToOtherCores } from '../lab/cores.ts'
import { Lab } from '../lab/lab.ts'
import { createTopics } from '../lab/many-topics.ts'
import { aboutThis } from '../report/about.ts'
import { flagsOf, pick, positive } from '../report/flags.ts'
import { report, wishOptions } from '../report/report.ts'
import { rowsOf, type Sample } from '../report/rows.ts'
import type { SavedRun } from '../report/saved-run.ts'
import { type Axis, atSize, axes, type Size, sizes, topicsOf } from './axes.ts'
import { Ground } from './ground.ts'
import { type Found, metrics } from './metrics.ts'
import { presentation } from './presentation.ts'
import { physicalTopic } from './resources.ts'

const options = {
  ...wishOptions,
  rounds: { type: 'string', default: '5' },
  axes: { type: 'string' },
  points: { type: 'string' },
} as const

/** What a broker may hold of files and maps of memory, with room. */
const TOPICS_OF_A_BROKER = 12_500

const say = (line: string) => console.error(line)

/** How cost grows with what is configured: see README.md. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  await report(presentation, values, () => runs(values))
}

type Choice = { readonly rounds: string; readonly axes?: string; readonly points?: string }

async function* runs(choice: Choice): AsyncGenerator<SavedRun> {
  const rounds = positive('rounds', choice.rounds)
  const size = sizeOf(choice.points)
  const wanted = pick('axis', axes, choice.axes).map(axis => atSize(axis, size))
  const notes = [moveToOtherCores(), ...wanted.flatMap(({ note }) => note ?? [])]
  const flags = flagsOf({ rounds: choice.rounds, axes: choice.axes, points: choice.points })
  const about = aboutThis({ bench: presentation.bench, flags, rounds, notes })
  const samples: Sample[] = []
  const lab = await labFor(wanted)
  try {
    for (const axis of wanted)
      for await (const found of pointsOf(lab, axis, rounds)) {
        samples.push(...found)
        yield { about, rows: rowsOf(samples), samples }
      }
  } finally {
    await lab.stop()
  }
}

function sizeOf(text: string = 'all'): Size {
  const size = sizes.find(each => each === text)
  if (!size) throw new Error(`--points is one of ${sizes.join(', ')}`)
  return size
}

async function labFor(wanted: readonly Axis[]): Promise<Lab> {
  const count = Math.max(...wanted.flatMap(axis => axis.points.map(n => topicsOf(axis.scaleOf(n)))))
  const lab = await Lab.start({ brokers: Math.ceil(count / TOPICS_OF_A_BROKER) })
  say(`creating ${count} topics`)
  await createTopics(
    lab,
    Array.from({ length: count }, (_, i) => physicalTopic(i)),
  )
  return lab
}

async function* pointsOf(lab: Lab, axis: Axis, rounds: number): AsyncGenerator<readonly Sample[]> {
  const ground = await Ground.start(lab)
  try {
    for (const n of axis.points) {
      say(`${n} ${axis.title}`)
      const found = await ground.measure(axis.scaleOf(n), rounds)
      yield found.map(each => sampleOf(axis, n, each))
    }
  } finally {
    await ground.stop()
  }
}

const sampleOf = (axis: Axis, n: number, { metric, value, round = 1 }: Found): Sample => ({
  target: String(n),
  profile: axis.name,
  round,
  metric: metrics[metric].metric,
  unit: metrics[metric].unit,
  value,
})
