import { type Frame, Framer, type ProtocolError } from '@tidegate/protocol'
import type { Holding } from './budget.ts'
import { memory } from './reads.ts'

export type InboxOptions = {
  readonly maxBytes: number
  /** How long a frame may take to arrive, while it is read from, in milliseconds. */
  readonly frameMs: number
  readonly holding: Holding
  readonly now: () => number
  /** True while nothing is read, which is not the sender's fault. */
  readonly paused: () => boolean
  /** A frame that began did not complete in time. */
  readonly overdue: () => void
  /** A frame has to wait until the budget has room. */
  readonly held: () => void
}

/** The frames that a client has sent and that were not served yet. */
export class Inbox {
  readonly #options: InboxOptions
  /** Takes in what the client sends. */
  readonly framer: Framer
  readonly #frames: Frame[] = []
  #begunAt: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(options: InboxOptions) {
    this.#options = options
    this.framer = new Framer(options.maxBytes, bytes => options.holding.take(bytes), memory)
  }

  set maxBytes(maxBytes: number) {
    this.framer.maxBytes = maxBytes
  }

  /** True while nothing more should be read: a frame waits for the budget. */
  get waiting(): boolean {
    return this.framer.waiting
  }

  /** Set once a frame came with a size that is not allowed, and all before it were taken. */
  get refused(): ProtocolError | undefined {
    return this.#frames.length === 0 ? this.framer.refused : undefined
  }

  get tooLarge(): boolean {
    return this.framer.tooLarge
  }

  get size(): number {
    return this.#frames.length
  }

  /** What arrived completes these. */
  receive(frames: readonly Frame[]): void {
    this.#options.holding.moved()
    this.#take(frames)
    if (this.waiting) this.#options.held()
  }

  /** Goes on with the frame that waited for the budget. */
  proceed(): void {
    this.#take(this.framer.proceed())
  }

  next(): Frame | undefined {
    return this.#frames.shift()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#frames.length = 0
    this.#options.holding.close()
  }

  #take(frames: readonly Frame[]): void {
    for (const frame of frames) this.#frames.push(frame)
    this.#watch(frames.length > 0)
  }

  /** One timer for each connection and time span, not for each frame. */
  #watch(moved: boolean): void {
    if (this.framer.pending === 0) this.#begunAt = undefined
    else if (moved || this.#begunAt === undefined) this.#begunAt = this.#options.now()
    if (this.#begunAt !== undefined) this.#timer ??= setTimeout(() => this.#check(), this.#options.frameMs)
  }

  #check(): void {
    const { frameMs, now, paused, overdue } = this.#options
    this.#timer = undefined
    if (this.#begunAt === undefined) return
    if (paused()) this.#begunAt = now()
    const left = this.#begunAt + frameMs - now()
    if (left <= 0) return overdue()
    this.#timer = setTimeout(() => this.#check(), left)
  }
}
