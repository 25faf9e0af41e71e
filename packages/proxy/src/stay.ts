import type { Limits } from './limits.ts'

/** Node's timers hold 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export type StayOptions = {
  readonly limits: Pick<Limits, 'authenticateMs' | 'idleMs'>
  readonly now: () => number
  /** It did not authenticate in time. */
  readonly late: () => void
  /** Its right to be here is gone. */
  readonly over: () => void
  /** Nothing came or went for too long. */
  readonly idle: () => void
}

/** How long a connection may be here; times in milliseconds since the epoch. */
export class Stay {
  readonly #options: StayOptions
  readonly since: number
  /** When bytes last came or went. */
  #active: number
  #idle: NodeJS.Timeout
  /** Until then it must have authenticated; afterwards it may be here until then. */
  #deadline: NodeJS.Timeout
  #until = Number.NEGATIVE_INFINITY

  constructor(options: StayOptions) {
    const { limits, now, late } = options
    this.#options = options
    this.since = now()
    this.#active = this.since
    this.#deadline = setTimeout(late, limits.authenticateMs)
    this.#idle = setTimeout(() => this.#checkIdle(), limits.idleMs)
  }

  /** True from when it has authenticated until its right is gone. */
  get allowed(): boolean {
    return this.#until > this.#options.now()
  }

  moved(): void {
    this.#active = this.#options.now()
  }

  /** As the gate says now. Most have nothing to do with what changed, and their timer runs. */
  allow(until: number): void {
    if (until !== this.#until || !this.allowed) this.#waitFor(until)
  }

  /** What it is ended for does not matter any more. */
  [Symbol.dispose](): void {
    clearTimeout(this.#deadline)
    clearTimeout(this.#idle)
  }

  #waitFor(until: number): void {
    clearTimeout(this.#deadline)
    this.#until = until
    const left = until - this.#options.now()
    if (left <= 0) return this.#options.over()
    if (left !== Number.POSITIVE_INFINITY)
      this.#deadline = setTimeout(() => this.#waitFor(until), Math.min(left, LONGEST_TIMER_MS))
  }

  /** One timer for each connection and time span: to set one anew at each read and write is a good part of a small request. */
  #checkIdle(): void {
    const { limits, now, idle } = this.#options
    const left = this.#active + limits.idleMs - now()
    if (left <= 0) return idle()
    this.#idle = setTimeout(() => this.#checkIdle(), left)
  }
}
