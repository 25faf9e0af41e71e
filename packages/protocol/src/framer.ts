import { LONGEST_PIECE, Memory } from './memory.ts'
import type { Slices } from './message.ts'
import { ProtocolError } from './protocol-error.ts'
import { Reader } from './reader.ts'

const SIZE_BYTES = 4
/** A piece is this many times as long as what has arrived of its frame: a size that is only announced takes no memory. */
const PIECE_TO_ARRIVED = 64
const FIRST_PIECE = 4096
const NONE: readonly Frame[] = []

/** A whole frame in memory of its own, its size first: whoever has it may change it. */
export class Frame {
  readonly slices: readonly Buffer[]
  readonly bytes: number
  #memory: Memory | undefined

  constructor(slices: readonly Buffer[], bytes: number, memory?: Memory) {
    this.slices = slices
    this.bytes = bytes
    this.#memory = memory
  }

  /** Stands behind the size. What it reads holds views of this memory. */
  reader(): Reader {
    const reader = new Reader(this.slices, 'drop')
    reader.int32()
    return reader
  }

  /** What follows the size; a copy where it lies in several pieces. */
  payload(): Buffer {
    const [first] = this.slices
    const whole = this.slices.length === 1 && first ? first : Buffer.concat(this.slices as Slices)
    return whole.subarray(SIZE_BYTES)
  }

  /** Lets the memory be lent anew: nothing may look at it from now on. */
  release(): void {
    const memory = this.#memory
    this.#memory = undefined
    if (memory) for (const slice of this.slices) memory.give(slice)
  }
}

/** Takes a frame as it arrives, from behind its size, so that nobody has to hold it whole. */
export type Sink = {
  /** Where the next bytes belong; undefined where there is no room for now. */
  space(): Buffer | undefined
  /** That many bytes were put there. */
  filled(bytes: number): void
}

/**
 * Is told the size of each frame, its four bytes included, before any memory is taken for it. Where it says no, what
 * arrived is kept, nothing more should be read, and `proceed` goes on. `before` are the frames that the same chunk
 * completed, which nobody has got yet.
 */
export type Admit = (bytes: number, before: number) => boolean | Sink

/**
 * Cuts a byte stream into frames. What arrives is taken over into the frame's own memory; what a long frame still lacks
 * can be read right to where it belongs (`space`, `filled`).
 */
export class Framer {
  /** Of the frames that begin from now on, their size not included. */
  maxBytes: number
  #prefix = 0
  #prefixBytes = 0
  /** The pieces of the frame that has begun; the last of them is filled so far. */
  #pieces: Buffer[] = []
  #piece: Buffer | undefined
  #filled = 0
  /** Bytes of the frame that no piece was taken for yet, or that its sink has not got yet. */
  #beyond = 0
  #sink: Sink | undefined
  #bytes = 0
  #refused: ProtocolError | undefined
  #rest: Buffer | undefined
  readonly #admit: Admit
  readonly #memory: Memory

  constructor(maxBytes: number, admit: Admit = () => true, memory: Memory = new Memory()) {
    this.maxBytes = maxBytes
    this.#admit = admit
    this.#memory = memory
  }

  /** True while a frame waits to be admitted, or its sink for room. */
  get waiting(): boolean {
    return this.#rest !== undefined || (this.#sink !== undefined && !this.#sink.space())
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
    return this.#piece ? this.#bytes - this.#beyond - this.#piece.length + this.#filled : this.#prefixBytes
  }

  /** The frames that this chunk completes. The chunk is not looked at again afterwards. */
  push(chunk: Buffer): readonly Frame[] {
    if (this.#refused) return NONE
    if (!this.#rest) return this.#cut(chunk)
    this.#rest = Buffer.concat([this.#rest, chunk])
    return NONE
  }

  /** Where the next bytes of the frame that has begun belong; undefined between frames. */
  space(): Buffer | undefined {
    return this.#sink ? this.#sink.space()?.subarray(0, this.#beyond) : this.#piece?.subarray(this.#filled)
  }

  /** That many bytes were put to where `space` said. */
  filled(bytes: number): readonly Frame[] {
    if (this.#sink) {
      this.#sunk(this.#sink, bytes)
      return NONE
    }
    this.#filled += bytes
    const frame = this.#complete()
    return frame ? [frame] : NONE
  }

  /** What was kept, once the frame that waited is admitted, or its sink has room. */
  proceed(): readonly Frame[] {
    const rest = this.#rest
    if (!rest) return NONE
    this.#rest = undefined
    if (!this.#sink) this.#begin(rest.length)
    return this.#cut(rest)
  }

  #cut(chunk: Buffer): readonly Frame[] {
    let frames: Frame[] | undefined
    for (let at = 0; at < chunk.length || this.#piece?.length === this.#filled; ) {
      if (!this.#piece && !this.#sink) {
        at = this.#readPrefix(chunk, at)
        if (this.#prefixBytes < SIZE_BYTES) break
        if (this.#prefix < 0 || this.#prefix > this.maxBytes) {
          this.#refused = new ProtocolError(`a frame of ${this.#prefix} bytes is not between 0 and ${this.maxBytes}`)
          break
        }
        const admitted = this.#admit(this.#prefix + SIZE_BYTES, frames?.length ?? 0)
        if (admitted) this.#begin(chunk.length - at, admitted)
      }
      const taken = this.#takeOver(chunk, at)
      if (taken === undefined) {
        this.#rest = Buffer.from(chunk.subarray(at))
        break
      }
      at += taken
      const frame = this.#complete()
      if (!frame) continue
      if (frames) frames.push(frame)
      else frames = [frame]
    }
    return frames ?? NONE
  }

  /** How many bytes from there on have found their place; undefined where there is none for now. */
  #takeOver(chunk: Buffer, at: number): number | undefined {
    if (this.#piece) {
      const copied = chunk.copy(this.#piece, this.#filled, at)
      this.#filled += copied
      return copied
    }
    const space = this.space()
    if (!space || !this.#sink) return undefined
    const copied = chunk.copy(space, 0, at)
    this.#sunk(this.#sink, copied)
    return copied
  }

  #sunk(sink: Sink, bytes: number): void {
    this.#beyond -= bytes
    if (this.#beyond === 0) this.#sink = undefined
    sink.filled(bytes)
  }

  #readPrefix(chunk: Buffer, from: number): number {
    if (this.#prefixBytes === 0 && chunk.length - from >= SIZE_BYTES) {
      this.#prefix = chunk.readInt32BE(from)
      this.#prefixBytes = SIZE_BYTES
      return from + SIZE_BYTES
    }
    let at = from
    for (; this.#prefixBytes < SIZE_BYTES && at < chunk.length; this.#prefixBytes++)
      this.#prefix = (this.#prefix << 8) | chunk[at++]!
    return at
  }

  #begin(arrived: number, admitted: true | Sink = true): void {
    const payload = this.#prefix
    this.#prefix = 0
    this.#prefixBytes = 0
    if (admitted !== true) {
      this.#sink = admitted
      this.#beyond = payload
      return
    }
    this.#bytes = payload + SIZE_BYTES
    this.#beyond = this.#bytes
    this.#takePiece(arrived).writeInt32BE(payload)
    this.#filled = SIZE_BYTES
  }

  #takePiece(arrived: number): Buffer {
    const reach = Math.max(FIRST_PIECE, arrived * PIECE_TO_ARRIVED)
    const piece = this.#memory.take(Math.min(this.#beyond, LONGEST_PIECE, reach))
    this.#beyond -= piece.length
    this.#piece = piece
    this.#filled = 0
    return piece
  }

  /** The frame, once its last piece is full. */
  #complete(): Frame | undefined {
    const piece = this.#piece
    if (!piece || this.#filled < piece.length) return undefined
    this.#pieces.push(piece)
    if (this.#beyond > 0) {
      this.#takePiece(this.#bytes - this.#beyond)
      return undefined
    }
    const frame = new Frame(this.#pieces, this.#bytes, this.#memory)
    this.#piece = undefined
    this.#pieces = []
    return frame
  }
}
