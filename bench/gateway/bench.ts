import type { Lab } from './lab.ts'
import type { Profile } from './profile.ts'
import type { Sample } from './rows.ts'
import type { Running, Target } from './target.ts'

const REFERENCE = 'tidegate'

export type Samples = { readonly samples: Sample[]; readonly notes: string[] }

export type Plan = {
  readonly targets: readonly Target[]
  readonly profiles: readonly Profile[]
  readonly rounds: number
  readonly say: (line: string) => void
}

/** Every profile of every target, round by round; each round goes through the targets the other way round. */
export async function bench(lab: Lab, plan: Plan): Promise<Samples> {
  const fleet = new Fleet(lab, plan)
  const all: Samples = { samples: [], notes: [] }
  try {
    for (const profile of plan.profiles) {
      plan.say(`preparing: ${profile.title}`)
      if (profile.instead) all.notes.push(profile.instead.why)
      if (profile.fresh) await fleet.stop()
      else all.notes.push(...(await warmUp(fleet, profile, plan)))
      for (let round = 1; round <= plan.rounds; round++)
        for (const target of round % 2 === 1 ? plan.targets : plan.targets.toReversed()) {
          plan.say(`round ${round} of ${plan.rounds}: ${profile.title} through ${target.title}`)
          const running = await fleet.started(target)
          const figures = await profile.measure({ lab, target, running, effort: 'whole' })
          const name = profile.instead?.name ?? profile.name
          all.samples.push(...figures.map(each => ({ target: target.name, profile: name, round, ...each })))
          if (profile.fresh) await fleet.stop()
        }
    }
    return all
  } finally {
    await fleet.stop()
  }
}

/** Answers what was found out on the way. */
async function warmUp(fleet: Fleet, profile: Profile, { targets, say }: Plan): Promise<string[]> {
  for (const target of targets) {
    say(`warming up: ${profile.title} through ${target.title}`)
    await profile.measure({ lab: fleet.lab, target, running: await fleet.started(target), effort: 'warm-up' })
  }
  const reference = targets.find(({ name }) => name === REFERENCE) ?? targets[0]!
  const note = await profile.calibrate?.(await fleet.started(reference))
  return note === undefined ? [] : [`${note}, after ${reference.title}`]
}

/** The targets that run. */
class Fleet {
  readonly lab: Lab
  readonly #say: Plan['say']
  readonly #running = new Map<Target, Running>()

  constructor(lab: Lab, { say }: Plan) {
    this.lab = lab
    this.#say = say
  }

  async started(target: Target): Promise<Running> {
    const there = this.#running.get(target)
    if (there) return there
    this.#say(`starting ${target.title}`)
    const running = await target.start(this.lab)
    this.#running.set(target, running)
    return running
  }

  async stop(): Promise<void> {
    for (const [target, running] of this.#running) {
      this.#running.delete(target)
      await running.stop()
    }
  }
}
