import type { AnswerEdits, Steps } from './pass.ts'
import { MOST_TOPICS, type Pair } from './reach.ts'
import { COUNT, type Walk } from './walk.ts'

/** Who finds the two ids of a topic by the one that stands there. */
export type Find = (bytes: Buffer, at: number) => Pair | undefined

/** Edits of a frame that is there whole: they are written once the walk has come to its end, for it may have to be read instead. */
export class PlacedEdits implements AnswerEdits {
  readonly pairs: Pair[] = []
  readonly #places: number[] = []
  readonly #numbers: number[] = []
  readonly #bytes: Buffer
  readonly #find: Find

  constructor(bytes: Buffer, find: Find) {
    this.#bytes = bytes
    this.#find = find
  }

  topicId(at: number): boolean {
    const pair = this.#find(this.#bytes, at)
    if (!pair || this.pairs.length === MOST_TOPICS) return false
    this.pairs.push(pair)
    this.#places.push(at)
    return true
  }

  int32(at: number, value: number): void {
    if (this.#bytes.readInt32BE(at) !== value) this.#numbers.push(at, value)
  }

  errorCode(code: number): boolean {
    return code === 0
  }

  /** `side` is the id that the other side knows. */
  write(side: keyof Pair): void {
    for (let i = 0; i < this.#places.length; i++) this.#bytes.set(this.pairs[i]![side], this.#places[i])
    for (let i = 0; i < this.#numbers.length; i += 2)
      this.#bytes.writeInt32BE(this.#numbers[i + 1] as number, this.#numbers[i])
  }
}

/** Tags are numbered upwards in each struct; no API that streams has one as high as this. */
const UNKNOWN_TAG = 64
const LONGEST_TAG = 16 * 1024

/** Edits of an answer that leaves while it arrives, written at once. */
export class StreamedEdits implements AnswerEdits {
  readonly errors: number[] = []
  readonly #walk: Walk
  readonly #find: Find

  constructor(walk: Walk, find: Find) {
    this.#walk = walk
    this.#find = find
  }

  topicId(at: number): boolean {
    const pair = this.#find(this.#walk.bytes, at)
    if (pair) this.#walk.bytes.set(pair.virtual, at)
    return pair !== undefined
  }

  int32(at: number, value: number): void {
    this.#walk.bytes.writeInt32BE(value, at)
  }

  errorCode(code: number): boolean {
    if (code !== 0) this.errors.push(code)
    return true
  }

  /** A reader skips a tag that it does not know (KIP-482), so each becomes one, of zeros. */
  *withhold(count: number): Steps {
    const walk = this.#walk
    for (let tags = count; tags > 0; tags--) {
      yield 1 + COUNT
      const at = walk.at
      const tag = walk.uvarint()
      const length = walk.uvarint()
      if (tag >= UNKNOWN_TAG || length > LONGEST_TAG) return false
      walk.bytes[at] = UNKNOWN_TAG + tag
      yield length
      walk.bytes.fill(0, walk.skip(length), walk.at)
    }
    return true
  }
}
