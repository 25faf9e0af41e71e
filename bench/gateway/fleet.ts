import type { Lab } from '../lab/lab.ts'
import type { Running, Target } from './target.ts'

/** The targets that run. */
export class Fleet {
  readonly lab: Lab
  readonly #say: (line: string) => void
  readonly #running = new Map<Target, Running>()

  constructor(lab: Lab, say: (line: string) => void) {
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
