/** A frame that need not wait in line: who sends and asks for little is not held up by those who do for much. */
const SMALL_BYTES = 64 * 1024
/** What part of the budget small frames may hold beside it. */
const FOR_SMALL = 1 / 8
/** How long a frame waits for room before whoever sits on the most, and moves nothing, has to go. */
const PATIENCE_MS = 10_000

type Waiting = { readonly holding: Holding; readonly bytes: number; readonly since: number }

export type BudgetOptions = {
  readonly most: number
  readonly now: () => number
  readonly patienceMs?: number
}

/**
 * The bytes that one direction of many connections may hold at once. A frame is let in whole while anything is left, so
 * what is held stays under `most`, an eighth of it for small frames, and the one frame that crossed it; the others wait in
 * the order they came. The two directions have budgets of their own: a response never waits for a request to go away.
 */
export class Budget {
  most: number
  readonly #now: () => number
  readonly #patienceMs: number
  readonly #holdings = new Set<Holding>()
  readonly #waiting: Waiting[] = []
  #held = 0
  /** Of that, in small frames. */
  #small = 0
  #timer: NodeJS.Timeout | undefined

  constructor({ most, now, patienceMs = PATIENCE_MS }: BudgetOptions) {
    this.most = most
    this.#now = now
    this.#patienceMs = patienceMs
  }

  get held(): number {
    return this.#held
  }

  /** The part of one connection. `granted` tells it that what it was refused is taken now, `evict` that it has to end. */
  open(granted: () => void, evict: () => void): Holding {
    const holding = new Holding(this, granted, evict)
    this.#holdings.add(holding)
    return holding
  }

  take(holding: Holding, bytes: number): boolean {
    const isNext = this.#held < this.most && this.#waiting.length === 0
    const passesBy = bytes <= SMALL_BYTES && this.#small + bytes < this.most * FOR_SMALL
    if (isNext || passesBy) {
      this.#grant(holding, bytes)
      return true
    }
    this.#waiting.push({ holding, bytes, since: this.#now() })
    this.#timer ??= setInterval(() => this.#makeRoom(), this.#patienceMs / 4).unref()
    return false
  }

  /** `small` is what of the bytes was held in small frames. */
  release(holding: Holding, bytes: number, small = smallOf(bytes)): void {
    this.#held -= bytes
    this.#small -= small
    holding.bytes -= bytes
    holding.small -= small
    this.moved(holding)
    this.#letIn()
  }

  moved(holding: Holding): void {
    holding.movedAt = this.#now()
  }

  close(holding: Holding): void {
    this.#holdings.delete(holding)
    for (let at = this.#waiting.length - 1; at >= 0; at--)
      if (this.#waiting[at]?.holding === holding) this.#waiting.splice(at, 1)
    this.release(holding, holding.bytes, holding.small)
  }

  #grant(holding: Holding, bytes: number): void {
    this.#held += bytes
    this.#small += smallOf(bytes)
    holding.bytes += bytes
    holding.small += smallOf(bytes)
    this.moved(holding)
  }

  #letIn(): void {
    while (this.#held < this.most) {
      const first = this.#waiting.shift()
      if (!first) break
      this.#grant(first.holding, first.bytes)
      first.holding.granted()
    }
    if (this.#waiting.length > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #makeRoom(): void {
    const before = this.#now() - this.#patienceMs
    if ((this.#waiting[0]?.since ?? Number.POSITIVE_INFINITY) > before) return
    let largest: Holding | undefined
    for (const each of this.#holdings) if (each.movedAt <= before && each.bytes > (largest?.bytes ?? 0)) largest = each
    largest?.evict()
  }
}

const smallOf = (bytes: number): number => (bytes <= SMALL_BYTES ? bytes : 0)

/** What one connection holds of a budget. */
export class Holding {
  readonly #budget: Budget
  readonly granted: () => void
  readonly evict: () => void
  bytes = 0
  /** Of that, in small frames. */
  small = 0
  movedAt = 0
  #open = true

  constructor(budget: Budget, granted: () => void, evict: () => void) {
    this.#budget = budget
    this.granted = granted
    this.evict = evict
  }

  /** For one frame. True where the bytes are taken; false where they are taken later, and `granted` called then. */
  take(bytes: number): boolean {
    return this.#budget.take(this, bytes)
  }

  /** What was taken for one frame. */
  release(bytes: number): void {
    if (this.#open && bytes > 0) this.#budget.release(this, bytes)
  }

  /** What it holds is of use: some of it went on its way. */
  moved(): void {
    this.#budget.moved(this)
  }

  /** Gives back what is left, and asks for nothing more. */
  close(): void {
    this.#open = false
    this.#budget.close(this)
  }
}
