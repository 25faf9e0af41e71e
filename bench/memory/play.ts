import { setTimeout as delay } from 'node:timers/promises'
import { Platform, type Worker } from '@tidegate/e2e/platform'
import { clockMs } from '../lab/clock.ts'
import { partner, startGateway } from '../lab/gateway.ts'
import type { Lab } from '../lab/lab.ts'
import { physicalName } from '../lab/topics.ts'
import type { Way } from '../lab/way.ts'
import type { Figure, Sample } from '../report/rows.ts'
import { latenciesOf, memoryOf } from './figures.ts'
import { Ordinary } from './ordinary.ts'
import { BUDGET_MIB, RESIDENT } from './presentation.ts'
import type { Scenario } from './scenario.ts'
import { topics } from './topics.ts'
import { watch } from './watch.ts'

const MIB = 2 ** 20
const BEFORE_MS = 5_000
const WARM_UP_MS = 3_000
const AFTER_MS = 10_000
const phases = ['before', 'during', 'after'] as const

type Play = { readonly lab: Lab; readonly huge: Buffer; readonly scenario: Scenario; readonly clients: number }

/** A worker that was just started, an ordinary client, and beside it for a while those of the scenario. */
export async function play({ lab, huge, scenario, clients }: Play): Promise<readonly Sample[]> {
  const platform = await Platform.start({})
  try {
    const env = { GATEWAY_MAX_BUFFERED_BYTES: String(BUDGET_MIB * MIB) }
    const worker = await startGateway(platform, lab, { env })
    const shown = ['requests', 'read', ...Object.keys(topics)]
    const way = await partner(platform, 'partner', Object.fromEntries(shown.map(name => [name, physicalName(name)])))
    const { figures, watched } = await followed({ worker, way, huge, scenario, clients })
    const place = { target: String(clients), profile: scenario.name, round: 1 }
    return [
      ...figures.map(figure => ({ ...place, ...figure })),
      ...watched.moments.map(({ seconds, residentMiB }, i) => ({
        ...place,
        ...RESIDENT,
        ...{ round: i + 1, seconds, value: residentMiB },
      })),
    ]
  } finally {
    await platform.stop()
  }
}

type Followed = Omit<Play, 'lab'> & { readonly worker: Worker; readonly way: Way }

async function followed({ worker, way, huge, scenario, clients }: Followed) {
  const ordinary = new Ordinary(way)
  const [times, watched] = [[] as number[], watch(worker)]
  const next = () => {
    ordinary.giveUp()
    times.push(clockMs())
  }
  await delay(WARM_UP_MS)
  next()
  await delay(BEFORE_MS)
  next()
  const trouble = await scenario.begin({ way, huge }, clients)
  await trouble.over
  next()
  trouble.leave()
  await delay(AFTER_MS)
  const { outcome, cutOff } = await ordinary.stop()
  await watched.stop()
  times.push(clockMs())
  const figures: readonly Figure[] = [
    ...memoryOf(watched.moments, (WARM_UP_MS + BEFORE_MS) / 1000),
    { metric: 'held by its own count, most', unit: 'MiB', value: watched.mostHeld() },
    ...trouble.figures(),
    { metric: 'until they left', unit: 's', value: (times[2]! - times[1]!) / 1000 },
    ...phases.flatMap((phase, i) => latenciesOf(outcome, { phase, from: times[i]!, to: times[i + 1]! })),
    { metric: 'ordinary client cut off', unit: 'count', value: cutOff },
  ]
  return { figures, watched }
}
