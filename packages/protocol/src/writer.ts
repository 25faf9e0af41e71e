import { type Slices, ZERO_UUID } from './message.ts'
import { ProtocolError } from './protocol-error.ts'

const FIRST_SLAB = 512
const LARGEST_SLAB = 65_536
/** Bytes from this size on are passed on by reference; below it a copy is cheaper than another slice. */
const BY_REFERENCE = 1024
const ZERO_UUID_BYTES = Buffer.alloc(16)
const scratch = new DataView(new ArrayBuffer(8))

/** Collects a message in slabs of its own, with record batches and large byte fields between them by reference. */
export class Writer {
  readonly #done: Buffer[] = []
  #written = 0
  #slab = Buffer.allocUnsafe(FIRST_SLAB)
  #start = 0
  #at = 0

  get size(): number {
    return this.#written + this.#at - this.#start
  }

  /** What was written. Writing may go on afterwards: slices already handed out stay as they are. */
  slices(): Buffer[] {
    this.#flush()
    return [...this.#done]
  }

  bool(value: boolean): void {
    if (typeof value !== 'boolean') throw misfit('bool')
    this.#byte(value ? 1 : 0)
  }

  int8(value: number): void {
    if ((value << 24) >> 24 !== value) throw misfit('int8')
    this.#byte(value)
  }

  int16(value: number): void {
    if ((value << 16) >> 16 !== value) throw misfit('int16')
    this.#pair(value)
  }

  uint16(value: number): void {
    if ((value & 0xffff) !== value) throw misfit('uint16')
    this.#pair(value)
  }

  int32(value: number): void {
    if ((value | 0) !== value) throw misfit('int32')
    this.#quad(value)
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) throw misfit('uint32')
    this.#quad(value)
  }

  int64(value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw misfit('int64')
    scratch.setBigInt64(0, value)
    this.#store()
  }

  float64(value: number): void {
    if (typeof value !== 'number') throw misfit('float64')
    scratch.setFloat64(0, value)
    this.#store()
  }

  uvarint(value: number): void {
    if ((value | 0) !== value || value < 0) throw misfit('uvarint')
    let rest = value
    while (rest > 0x7f) {
      this.#byte((rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    this.#byte(rest)
  }

  /** A length or a count; -1 stands for null. */
  length(value: number, compact: boolean): void {
    if (compact) this.uvarint(value + 1)
    else this.int32(value)
  }

  string(value: string | null, compact: boolean): void {
    if (typeof value !== 'string' && value !== null) throw misfit('string')
    const length = value === null ? -1 : Buffer.byteLength(value)
    if (length > 0x7fff) throw new ProtocolError('a string is longer than 32767 bytes')
    if (compact) this.uvarint(length + 1)
    else this.int16(length)
    if (value === null || length === 0) return
    if (length !== value.length && !value.isWellFormed()) throw new ProtocolError('a string has no UTF-8 form')
    this.#reserve(length)
    this.#at += this.#slab.write(value, this.#at, length, 'utf8')
  }

  uuid(value: string): void {
    this.#reserve(16)
    if (value === ZERO_UUID) this.#slab.set(ZERO_UUID_BYTES, this.#at)
    else if (value?.length !== 22 || this.#slab.write(value, this.#at, 16, 'base64url') !== 16) throw misfit('uuid')
    this.#at += 16
  }

  bytes(value: Buffer): void {
    if (value.length >= BY_REFERENCE) this.refer([value])
    else this.copy(value)
  }

  copy(value: Buffer): void {
    this.#reserve(value.length)
    this.#slab.set(value, this.#at)
    this.#at += value.length
  }

  /** Adds slices without copying them: they must not change until they are sent. */
  refer(slices: Slices): void {
    this.#flush()
    for (const slice of slices) {
      if (slice.length === 0) continue
      this.#done.push(slice)
      this.#written += slice.length
    }
  }

  #byte(value: number): void {
    this.#reserve(1)
    this.#slab[this.#at++] = value
  }

  #pair(value: number): void {
    this.#reserve(2)
    const at = this.#at
    this.#slab[at] = value >>> 8
    this.#slab[at + 1] = value
    this.#at = at + 2
  }

  #quad(value: number): void {
    this.#reserve(4)
    const at = this.#at
    const slab = this.#slab
    slab[at] = value >>> 24
    slab[at + 1] = value >>> 16
    slab[at + 2] = value >>> 8
    slab[at + 3] = value
    this.#at = at + 4
  }

  #store(): void {
    this.#quad(scratch.getInt32(0))
    this.#quad(scratch.getInt32(4))
  }

  #reserve(length: number): void {
    if (this.#slab.length - this.#at < length) this.#grow(length)
  }

  #grow(length: number): void {
    this.#flush()
    const size = Math.min(this.#slab.length * 4, LARGEST_SLAB)
    this.#slab = Buffer.allocUnsafe(Math.max(size, length))
    this.#start = 0
    this.#at = 0
  }

  #flush(): void {
    if (this.#at === this.#start) return
    this.#done.push(this.#slab.subarray(this.#start, this.#at))
    this.#written += this.#at - this.#start
    this.#start = this.#at
  }
}

const misfit = (type: string) => new ProtocolError(`the value does not fit ${type}`)
