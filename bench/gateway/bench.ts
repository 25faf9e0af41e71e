import type { Lab } from './lab.ts'
import type { Profile } from './profile.ts'
import type { Sample } from './rows.ts'
import type { Running, Target } from './target.ts'

export type Plan = {
  readonly targets: readonly Target[]
  readonly profiles: readonly Profile[]
  readonly rounds: number
  readonly say: (line: string) => void
}

/** Every profile of every target, round by round; each round goes through the targets the other way round. */
export async function bench(lab: Lab, { targets, profiles, rounds, say }: Plan): Promise<Sample[]> {
  const started = new Map<Target, Running>()
  const samples: Sample[] = []
  try {
    for (const target of targets) {
      say(`starting ${target.title}`)
      started.set(target, await target.start(lab))
    }
    const reference = targets.find(({ name }) => name === 'tidegate') ?? targets[0]!
    for (const profile of profiles) {
      say(`preparing: ${profile.title}`)
      await profile.prepare?.(lab)
      if (!profile.fresh)
        for (const [target, running] of started) {
          say(`warming up: ${profile.title} through ${target.title}`)
          await profile.measure({ lab, target, running, effort: 'warm-up' })
        }
      await profile.calibrate?.(started.get(reference)!)
      for (let round = 1; round <= rounds; round++)
        for (const target of round % 2 === 1 ? targets : targets.toReversed()) {
          say(`round ${round} of ${rounds}: ${profile.title} through ${target.title}`)
          const figures = await once(lab, profile, target, started.get(target)!)
          samples.push(...figures.map(each => ({ target: target.name, profile: profile.name, round, ...each })))
        }
    }
    return samples
  } finally {
    for (const running of started.values()) await running.stop()
  }
}

async function once(lab: Lab, profile: Profile, target: Target, started: Running) {
  const running = profile.fresh ? await target.start(lab) : started
  try {
    return await profile.measure({ lab, target, running, effort: 'whole' })
  } finally {
    if (running !== started) await running.stop()
  }
}
