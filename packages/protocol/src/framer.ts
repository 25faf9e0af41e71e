import type { Slices } from './message.ts'
import { ProtocolError } from './protocol-error.ts'

/** From this many pieces on, a frame that arrives in crumbs is joined: a Buffer object weighs about this much. */
const CRUMB = 128

/**
 * Cuts a byte stream into frames, each a list of views of the chunks it came in. Memory is held only for bytes that
 * have arrived: the size that a peer announces allocates nothing.
 */
export class Framer {
  /** Of the frames that begin from now on. */
  maxBytes: number
  #prefix = 0
  #prefixBytes = 0
  #held: Buffer[] = []
  #heldBytes = 0
  #refused: ProtocolError | undefined

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  /** Bytes of the frame that has begun, its size included. */
  get pending(): number {
    return this.#prefixBytes + this.#heldBytes
  }

  /** The payloads of the frames that this chunk completes. A stream with a refused size stays refused. */
  push(chunk: Buffer): Slices[] {
    if (this.#refused) throw this.#refused
    const frames: Slices[] = []
    let at = 0
    while (at < chunk.length) {
      if (this.#prefixBytes < 4) {
        this.#prefix = (this.#prefix << 8) | chunk[at++]!
        if (++this.#prefixBytes < 4) continue
        if (this.#prefix < 0 || this.#prefix > this.maxBytes) this.#refuse()
      }
      const end = Math.min(chunk.length, at + this.#prefix - this.#heldBytes)
      if (end > at) this.#hold(chunk.subarray(at, end))
      at = end
      if (this.#heldBytes === this.#prefix) frames.push(this.#release())
    }
    return frames
  }

  #refuse(): never {
    this.#refused = new ProtocolError(`a frame of ${this.#prefix} bytes is not between 0 and ${this.maxBytes}`)
    throw this.#refused
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
