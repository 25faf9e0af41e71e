/** A longer frame lies in several pieces, so that what is held follows what has arrived. */
export const LONGEST_PIECE = 1 << 20
/** A shorter piece is left to the garbage collector, which takes it at less than the cost of lending it. */
const SHORTEST_LENT = 4096
/** What nobody uses and is kept for the next one, of one event loop. */
const MOST_KEPT = 32 << 20

/**
 * Memory for frames, lent for as long as a frame is used and then lent anew: a buffer of 64 KiB or more that is left to
 * the garbage collector costs more than the bytes that are read into it. What is not given back is no loss but that.
 */
export class Memory {
  readonly #free = new Map<number, ArrayBuffer[]>()
  #kept = 0

  /** Of exactly that many bytes, at most `LONGEST_PIECE`, with whatever was in them. */
  take(bytes: number): Buffer {
    if (bytes < SHORTEST_LENT) return Buffer.allocUnsafe(bytes)
    const size = sizeFor(bytes)
    const found = this.#free.get(size)?.pop()
    if (found) this.#kept -= size
    return Buffer.from(found ?? Buffer.allocUnsafeSlow(size).buffer, 0, bytes)
  }

  /** Nobody may look at it any more. */
  give({ buffer, length }: Buffer): void {
    const size = buffer.byteLength
    if (length < SHORTEST_LENT || size !== sizeFor(length) || this.#kept + size > MOST_KEPT) return
    const others = this.#free.get(size)
    if (others) others.push(buffer as ArrayBuffer)
    else this.#free.set(size, [buffer as ArrayBuffer])
    this.#kept += size
  }
}

/** Powers of two, so that what was lent for one frame fits the next. */
const sizeFor = (bytes: number): number => 1 << (32 - Math.clz32(bytes - 1))
