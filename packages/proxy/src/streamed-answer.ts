import type { Socket } from 'node:net'
import { Frame, frameLayout, ProtocolError, type Sink } from '@tidegate/protocol'
import type { Rewriting } from './gate.ts'
import { hasLeft } from './outbox.ts'
import { memory } from './reads.ts'
import type { Coming } from './upstream.ts'

/** What is held of an answer that leaves while it arrives, whatever its size and however slow its reader is. */
export const STREAMED_BYTES = 256 * 1024

const NOTHING = Buffer.alloc(0)
const { correlationId: CORRELATION_ID_AT } = frameLayout.response

export type StreamedAnswerOptions = {
  readonly coming: Coming
  readonly rewriting: Rewriting
  /** The client's. */
  readonly correlationId: number
  readonly socket: Socket
  /** Some of it went on its way. */
  readonly moved: () => void
  /** There is room again. */
  readonly proceed: () => void
  /** All of it was handed to the socket; `last` is memory that the socket may still read from. */
  readonly done: (last: Frame) => void
}

/** An answer on its way to the client, in one piece of memory that is filled anew each time the client has taken it. */
export class StreamedAnswer implements Sink {
  readonly #options: StreamedAnswerOptions
  #piece: Buffer | undefined
  #filled = 0
  /** Bytes of it that have not come yet. */
  #missing: number
  #expected = false
  #leaving = false

  constructor(options: StreamedAnswerOptions) {
    this.#options = options
    this.#missing = options.coming.bytes
  }

  /** Before that there is no room: the budget has to have some first. */
  begin(): void {
    if (this.#piece) return
    this.#piece = memory.take(STREAMED_BYTES)
    this.#missing -= this.#filled = this.#piece.writeInt32BE(this.#options.coming.bytes - 4)
  }

  space(): Buffer | undefined {
    return this.#leaving || this.#filled === STREAMED_BYTES ? undefined : this.#piece?.subarray(this.#filled)
  }

  filled(bytes: number): void {
    this.#filled += bytes
    this.#missing -= bytes
    // Nobody can read an answer before it is whole: what it is cut into need not be small.
    if (this.#missing > 0 && this.#filled < STREAMED_BYTES) return
    try {
      this.#passOn(this.#piece as Buffer)
    } catch (error) {
      this.#options.coming.fail(error as Error)
    }
  }

  #passOn(piece: Buffer): void {
    if (!this.#expected) this.#expect(piece)
    const { rewriting, socket, moved, proceed } = this.#options
    const ready = rewriting.rewrite(piece.subarray(0, this.#filled))
    if (ready > 0) socket.write(piece.subarray(0, ready))
    moved()
    if (this.#missing === 0) return this.#end(piece, ready)
    if (ready === 0 && this.#filled === STREAMED_BYTES) throw new ProtocolError('a field of an answer is too long')
    if (hasLeft(socket)) return this.#turnOver(piece, ready)
    this.#leaving = true
    socket.write(NOTHING, () => {
      this.#leaving = false
      this.#turnOver(piece, ready)
      moved()
      proceed()
    })
  }

  #expect(piece: Buffer): void {
    const { coming, correlationId } = this.#options
    const answered = piece.readInt32BE(CORRELATION_ID_AT)
    if (answered !== coming.correlationId)
      throw new ProtocolError(`the broker answered ${answered} where ${coming.correlationId} was due`)
    piece.writeInt32BE(correlationId, CORRELATION_ID_AT)
    this.#expected = true
  }

  /** What is not to be understood without what follows waits at the front. */
  #turnOver(piece: Buffer, left: number): void {
    piece.copyWithin(0, left, this.#filled)
    this.#filled -= left
  }

  #end(piece: Buffer, ready: number): void {
    if (ready !== this.#filled) throw new ProtocolError('the broker sent an answer that ends too early')
    this.#options.coming.arrived()
    this.#options.done(new Frame([piece], STREAMED_BYTES, memory))
  }
}
