import type { Slices } from './message.ts'
import { ProtocolError } from './protocol-error.ts'

/** From this many pieces on, a frame that arrives in crumbs is joined: a Buffer object weighs about this much. */
const CRUMB = 128

/**
 * Cuts a byte stream into frames, each a list of views of the chunks it came in. Memory is held only for bytes that
 * have arrived: the size that a peer announces allocates nothing.
 *
 * `admit` is told the size of each frame, its four bytes included, before the frame is taken in. Where it says no, what
 * arrived is kept, nothing more should be read, and `proceed` goes on.
 */
export class Framer {
  /** Of the frames that begin from now on. */
  maxBytes: number
  #prefix = 0
  #prefixBytes = 0
  #held: Buffer[] = []
  #heldBytes = 0
  #refused: ProtocolError | undefined
  #rest: Buffer | undefined
  readonly #admit: (bytes: number) => boolean

  constructor(maxBytes: number, admit: (bytes: number) => boolean = () => true) {
    this.maxBytes = maxBytes
    this.#admit = admit
  }

  /** True while a frame waits to be admitted. */
  get waiting(): boolean {
    return this.#rest !== undefined
  }

  /** Set once a size is not allowed: what came before it was handed over, nothing after it will be. */
  get refused(): ProtocolError | undefined {
    return this.#refused
  }

  /** True where it is refused for a frame larger than `maxBytes`. */
  get tooLarge(): boolean {
    return this.#refused !== undefined && this.#prefix > this.maxBytes
  }

  /** Bytes of the frame that has begun, its size included. */
  get pending(): number {
    return this.#prefixBytes + this.#heldBytes
  }

  /** The payloads of the frames that this chunk completes. */
  push(chunk: Buffer): Slices[] {
    if (this.#refused) return []
    if (!this.#rest) return this.#cut(chunk, 0)
    this.#rest = Buffer.concat([this.#rest, chunk])
    return []
  }

  /** What was kept, once the frame that waited is admitted. */
  proceed(): Slices[] {
    const rest = this.#rest
    this.#rest = undefined
    return rest ? [...this.#finish(), ...this.#cut(rest, 0)] : []
  }

  #cut(chunk: Buffer, from: number): Slices[] {
    const frames: Slices[] = []
    let at = from
    while (at < chunk.length) {
      if (this.#prefixBytes < 4) {
        this.#prefix = (this.#prefix << 8) | chunk[at++]!
        if (++this.#prefixBytes < 4) continue
        if (this.#prefix < 0 || this.#prefix > this.maxBytes) {
          this.#refuse()
          return frames
        }
        if (!this.#admit(this.#prefix + 4)) {
          this.#rest = chunk.subarray(at)
          return frames
        }
      }
      const end = Math.min(chunk.length, at + this.#prefix - this.#heldBytes)
      if (end > at) this.#hold(chunk.subarray(at, end))
      at = end
      if (this.#heldBytes === this.#prefix) frames.push(this.#release())
    }
    return frames
  }

  /** A frame of no bytes is complete with its size. */
  #finish(): Slices[] {
    return this.#prefix === 0 ? [this.#release()] : []
  }

  #refuse(): void {
    this.#refused = new ProtocolError(`a frame of ${this.#prefix} bytes is not between 0 and ${this.maxBytes}`)
  }

  #hold(piece: Buffer): void {
    this.#held.push(piece)
    this.#heldBytes += piece.length
    if (this.#held.length > CRUMB && this.#heldBytes < this.#held.length * CRUMB)
      this.#held = [Buffer.concat(this.#held)]
  }

  #release(): Slices {
    const frame = this.#held
    this.#prefix = 0
    this.#prefixBytes = 0
    this.#held = []
    this.#heldBytes = 0
    return frame
  }
}
