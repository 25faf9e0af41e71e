import { type Slices, ZERO_UUID } from './message.ts'
import { ProtocolError } from './protocol-error.ts'

const NOTHING = Buffer.alloc(0)
const scratch = new DataView(new ArrayBuffer(8))

/**
 * Reads a frame that lies in one or several pieces. Nothing is read past its end, and only a value that straddles two
 * pieces is copied.
 */
export class Reader {
  readonly #pieces: Slices
  #next = 0
  /** How much of the next piece is already read. */
  #skip = 0
  #window: Buffer = NOTHING
  #at = 0
  /** Bytes after the window. */
  #later = 0

  /** How many elements of arrays the message may still have, all arrays together. */
  elements = Number.POSITIVE_INFINITY

  /** Whether `read` keeps tagged fields that the tables do not know. */
  readonly unknownTags: 'keep' | 'drop'

  constructor(bytes: Buffer | Slices, unknownTags: 'keep' | 'drop' = 'keep') {
    this.unknownTags = unknownTags
    if (Buffer.isBuffer(bytes)) {
      this.#pieces = []
      this.#window = bytes
    } else {
      this.#pieces = bytes
      for (const piece of bytes) this.#later += piece.length
    }
  }

  get remaining(): number {
    return this.#window.length - this.#at + this.#later
  }

  bool(): boolean {
    return this.int8() !== 0
  }

  int8(): number {
    return (this.#byte() << 24) >> 24
  }

  int16(): number {
    return (this.uint16() << 16) >> 16
  }

  uint16(): number {
    this.#need(2)
    const at = this.#at
    this.#at = at + 2
    return (this.#window[at]! << 8) | this.#window[at + 1]!
  }

  int32(): number {
    this.#need(4)
    const at = this.#at
    const window = this.#window
    this.#at = at + 4
    return (window[at]! << 24) | (window[at + 1]! << 16) | (window[at + 2]! << 8) | window[at + 3]!
  }

  uint32(): number {
    return this.int32() >>> 0
  }

  int64(): bigint {
    this.#load()
    return scratch.getBigInt64(0)
  }

  float64(): number {
    this.#load()
    return scratch.getFloat64(0)
  }

  /** Lengths, counts and tags: Kafka holds them in a signed int, so the top bit is refused. */
  uvarint(): number {
    let value = this.#byte()
    if (value < 0x80) return value
    value &= 0x7f
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.#byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    const last = this.#byte()
    if (last > 0x07) throw new ProtocolError('a variable-length number is out of range')
    return value | (last << 28)
  }

  /** A length or a count, never more than the bytes that remain; -1 stands for null. */
  length(compact: boolean): number {
    return this.#checked(compact ? this.uvarint() - 1 : this.int32())
  }

  /** The count of an array, -1 for null; `minimum` is the smallest size of one element. */
  count(compact: boolean, minimum: number): number {
    const count = this.length(compact)
    // Refused before anything is allocated: a count costs its sender at least the smallest form of its elements.
    if (count * minimum > this.remaining) throw new ProtocolError('an array is longer than the message')
    if (count > this.elements) throw new ProtocolError('the message has too many elements')
    this.elements -= Math.max(0, count)
    return count
  }

  string(compact: boolean): string | null {
    const length = this.#checked(compact ? this.uvarint() - 1 : this.int16())
    if (length <= 0) return length < 0 ? null : ''
    if (length > 0x7fff) throw new ProtocolError('a string is longer than 32767 bytes')
    this.#need(length)
    const at = this.#at
    this.#at = at + length
    const text = this.#window.toString('utf8', at, this.#at)
    // Node replaces malformed bytes; a name that does not survive the way back must not be mistaken for another.
    if (text.includes('\ufffd') && !this.#window.subarray(at, this.#at).equals(Buffer.from(text)))
      throw new ProtocolError('a string is not valid UTF-8')
    return text
  }

  /** Sixteen bytes in unpadded base64url, which is how Kafka prints ids. */
  uuid(): string {
    this.#need(16)
    const at = this.#at
    const window = this.#window
    this.#at = at + 16
    for (let i = at; i < this.#at; i++) if (window[i] !== 0) return window.toString('base64url', at, this.#at)
    return ZERO_UUID
  }

  /** A view of the frame, or a copy where the bytes straddle two pieces. */
  bytes(length: number): Buffer {
    if (length === 0) return NOTHING
    this.#need(length)
    const at = this.#at
    this.#at = at + length
    return this.#window.subarray(at, this.#at)
  }

  /** Views of the frame, never a copy. */
  slices(length: number): Slices {
    if (length > this.remaining) throw truncated()
    const slices: Buffer[] = []
    for (let left = length; left > 0; ) {
      if (this.#at === this.#window.length) this.#advance()
      const slice = this.#window.subarray(this.#at, this.#at + left)
      this.#at += slice.length
      left -= slice.length
      if (slice.length > 0) slices.push(slice)
    }
    return slices
  }

  /** The frame holds nothing more. */
  end(): void {
    if (this.remaining > 0) throw new ProtocolError('the message is followed by bytes that are not part of it')
  }

  #byte(): number {
    if (this.#at === this.#window.length) this.#need(1)
    return this.#window[this.#at++]!
  }

  #checked(length: number): number {
    if (length < -1) throw new ProtocolError('a length is negative')
    if (length > this.remaining) throw truncated()
    return length
  }

  #load(): void {
    scratch.setInt32(0, this.int32())
    scratch.setInt32(4, this.int32())
  }

  /** Makes the next bytes lie together in the window. */
  #need(length: number): void {
    if (this.#window.length - this.#at < length) this.#gather(length)
  }

  #gather(length: number): void {
    if (length > this.remaining) throw truncated()
    while (this.#at === this.#window.length) this.#advance()
    if (this.#window.length - this.#at >= length) return
    const gathered = Buffer.allocUnsafe(length)
    let filled = this.#window.copy(gathered, 0, this.#at)
    while (filled < length) {
      const piece = this.#pieces[this.#next]!
      const copied = piece.copy(gathered, filled, this.#skip)
      filled += copied
      this.#later -= copied
      this.#skip += copied
      if (this.#skip === piece.length) this.#leave()
    }
    this.#window = gathered
    this.#at = 0
  }

  #advance(): void {
    const piece = this.#pieces[this.#next]!
    this.#window = piece
    this.#at = this.#skip
    this.#later -= piece.length - this.#skip
    this.#leave()
  }

  #leave(): void {
    this.#next += 1
    this.#skip = 0
  }
}

const truncated = () => new ProtocolError('the message ends before its last field')
