/** Of a topic. */
export const ID_BYTES = 16
/** The most bytes that a count or a length takes: no frame within the limits has a larger one. */
export const COUNT = 4

/** Steps through the fields of a frame without making anything of them. Throws where the frame, or what is there of it, ends before. */
export class Walk {
  bytes: Buffer
  at: number
  /** Where the frame ends, which may be behind the bytes that are there. */
  end: number

  constructor(bytes: Buffer, at: number, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  /** Returns where the skipped field is. */
  skip(length: number): number {
    const at = this.at
    this.at = at + length
    if (this.at > this.bytes.length) throw new RangeError('the frame ends before its last field')
    return at
  }

  /** As `skip`, over bytes that need not be there yet. */
  pass(length: number): void {
    this.at += length
    if (this.at > this.end) throw new RangeError('the frame ends before its last field')
  }

  int16(): number {
    return this.bytes.readInt16BE(this.skip(2))
  }

  int32(): number {
    return this.bytes.readInt32BE(this.skip(4))
  }

  /** One that is longer than `COUNT` is for the codec to judge. */
  uvarint(): number {
    for (let shift = 0, value = 0; shift < 7 * COUNT; shift += 7) {
      const byte = this.bytes[this.skip(1)] as number
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new RangeError('a length is too long')
  }

  /** A count or length in its compact form: -1 stands for null. */
  length(): number {
    return this.uvarint() - 1
  }

  /** The number of rows; an array that is null is for the codec to judge. */
  rows(): number {
    const rows = this.length()
    if (rows < 0) throw new RangeError('an array is null')
    return rows
  }

  /** True where the tag section is empty. */
  noTags(): boolean {
    return this.uvarint() === 0
  }

  get ended(): boolean {
    return this.at === this.end
  }
}
