import { hash, randomBytes } from 'node:crypto'
import type { Limits } from './limits.ts'

export type Bound = 'connections' | 'connectionsPerAddress' | 'connectionsPerPrincipal'

/** Who lets connections in. Each `enter` and `signIn` that is not refused is followed by its `leave` and `signOut`. */
export type Admission = {
  /** The limit that stands against a connection from that address, if one does. */
  enter(address: string): Bound | undefined
  leave(address: string): void
  /** As `enter`, once it is known whose connection it is. */
  signIn(principal: string): Bound | undefined
  signOut(principal: string): void
}

/** The counts of all event loops of a worker: each writes a part of its own and reads all of them. */
export type Counts = {
  readonly memory: SharedArrayBuffer
  /** Keeps anyone from choosing an address that is counted in the same place as another. */
  readonly secret: string
}

/** A name is counted in two cells, one of each half, and has what the emptier of them says. */
type Cells = readonly [first: number, second: number]

const HALF = 1 << 15
/** Beyond both halves: all connections. */
const ALL: Cells = [2 * HALF, 2 * HALF]
const PART = 2 * HALF + 1

const MOST_KNOWN = 10_000

export const newCounts = (loops: number): Counts => ({
  memory: new SharedArrayBuffer(loops * PART * Int32Array.BYTES_PER_ELEMENT),
  secret: randomBytes(16).toString('hex'),
})

const partOf = ({ memory }: Counts, loop: number): Int32Array =>
  new Int32Array(memory, loop * PART * Int32Array.BYTES_PER_ELEMENT, PART)

/** What an event loop counted that is gone with its connections. */
export const forget = (counts: Counts, loop: number): void => void partOf(counts, loop).fill(0)

/**
 * Counts the connections of one event loop against the bounds of its worker. No bound is ever passed, whatever the loops
 * do at once: each counts itself in before it looks, so the last of them sees all. Two that come for the last place at the
 * same moment may both be refused; so may, once in many millions, a name whose two cells both hold others at their bound.
 */
export class Connections implements Admission {
  readonly #limits: Pick<Limits, Bound>
  readonly #secret: string
  readonly #own: Int32Array
  readonly #parts: readonly Int32Array[]
  /** To hash a name at each change of its count would be a good part of what a connection costs. */
  readonly #known = new Map<string, Cells>()

  constructor(limits: Pick<Limits, Bound>, counts: Counts, loop: number) {
    this.#limits = limits
    this.#secret = counts.secret
    const loops = counts.memory.byteLength / (PART * Int32Array.BYTES_PER_ELEMENT)
    this.#parts = Array.from({ length: loops }, (_, each) => partOf(counts, each))
    this.#own = this.#parts[loop] as Int32Array
  }

  enter(address: string): Bound | undefined {
    const refused = this.#countIn('connections', ALL)
    if (refused) return refused
    const full = this.#countIn('connectionsPerAddress', this.#cellsOf('connectionsPerAddress', address))
    if (full) this.#change(ALL, -1)
    return full
  }

  leave(address: string): void {
    this.#change(ALL, -1)
    this.#change(this.#cellsOf('connectionsPerAddress', address), -1)
  }

  signIn(principal: string): Bound | undefined {
    return this.#countIn('connectionsPerPrincipal', this.#cellsOf('connectionsPerPrincipal', principal))
  }

  signOut(principal: string): void {
    this.#change(this.#cellsOf('connectionsPerPrincipal', principal), -1)
  }

  #countIn(bound: Bound, cells: Cells): Bound | undefined {
    this.#change(cells, 1)
    if (cells.some(cell => this.#sum(cell) <= this.#limits[bound])) return undefined
    this.#change(cells, -1)
    return bound
  }

  #change([first, second]: Cells, by: 1 | -1): void {
    Atomics.add(this.#own, first, by)
    if (second !== first) Atomics.add(this.#own, second, by)
  }

  #sum(cell: number): number {
    let sum = 0
    for (const part of this.#parts) sum += Atomics.load(part, cell)
    return sum
  }

  #cellsOf(bound: Bound, name: string): Cells {
    const key = `${bound} ${name}`
    const known = this.#known.get(key)
    if (known) return known
    const digest = hash('md5', `${this.#secret} ${key}`, 'buffer')
    const cells: Cells = [digest.readUInt16LE(0) % HALF, HALF + (digest.readUInt16LE(2) % HALF)]
    if (this.#known.size === MOST_KNOWN) this.#known.clear()
    this.#known.set(key, cells)
    return cells
  }
}
