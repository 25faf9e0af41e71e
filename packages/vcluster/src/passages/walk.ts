/** Steps through the fields of a frame that lies in one piece, without making anything of them. Throws where the frame ends before. */
export class Walk {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  /** Returns where the skipped field is. */
  skip(length: number): number {
    const at = this.at
    this.at = at + length
    if (this.at > this.bytes.length) throw new RangeError('the frame ends before its last field')
    return at
  }

  int16(): number {
    return this.bytes.readInt16BE(this.skip(2))
  }

  int32(): number {
    return this.bytes.readInt32BE(this.skip(4))
  }

  /** No length of a frame within the limits takes more than four bytes; a longer one is for the codec to judge. */
  uvarint(): number {
    for (let shift = 0, value = 0; shift < 28; shift += 7) {
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
    return this.at === this.bytes.length
  }
}
