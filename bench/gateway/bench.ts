import type { Lab } from '../lab/lab.ts'
import type { Sample } from '../report/rows.ts'
import { Fleet } from './fleet.ts'
import type { Profile } from './profile.ts'
import type { Target } from './target.ts'

const REFERENCE = 'tidegate'

export type Samples = { readonly samples: readonly Sample[]; readonly notes: readonly string[] }

export type Plan = {
  readonly targets: readonly Target[]
  readonly profiles: readonly Profile[]
  readonly rounds: number
  readonly say: (line: string) => void
}

/** Every profile of every target. Answers each profile as it is done: the whole takes long. */
export async function* bench(lab: Lab, plan: Plan): AsyncGenerator<Samples> {
  const fleet = new Fleet(lab, plan.say)
  try {
    for (const profile of plan.profiles) {
      plan.say(`preparing: ${profile.title}`)
      if (profile.fresh) await fleet.stop()
      const found = profile.fresh ? [] : await warmUp(fleet, profile, plan)
      const notes = profile.note ? [profile.note, ...found] : found
      yield { samples: await roundsOf(fleet, profile, plan), notes }
    }
  } finally {
    await fleet.stop()
  }
}

/** Each round goes through the targets the other way round. */
async function roundsOf(fleet: Fleet, profile: Profile, { targets, rounds, say }: Plan): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let round = 1; round <= rounds; round++)
    for (const target of round % 2 === 1 ? targets : targets.toReversed()) {
      say(`round ${round} of ${rounds}: ${profile.title} through ${target.title}`)
      const running = await fleet.started(target)
      const figures = await profile.measure({ lab: fleet.lab, target, running, effort: 'whole' })
      samples.push(...figures.map(each => ({ target: target.name, profile: profile.name, round, ...each })))
      if (profile.fresh) await fleet.stop()
    }
  return samples
}

/** Answers what was found out on the way. */
async function warmUp(fleet: Fleet, profile: Profile, { targets, say }: Plan): Promise<string[]> {
  for (const target of targets) {
    say(`warming up: ${profile.title} through ${target.title}`)
    const effort = target.compiles ? 'warm-up' : 'once'
    await profile.measure({ lab: fleet.lab, target, running: await fleet.started(target), effort })
  }
  const reference = targets.find(({ name }) => name === REFERENCE) ?? targets[0]!
  const note = await profile.calibrate?.(await fleet.started(reference))
  return note === undefined ? [] : [`${note}, after ${reference.title}`]
}
