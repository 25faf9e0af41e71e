/** The rows of an array as the bytes that they are in one version: what is written again and again is made once. */
export class WrittenRows {
  readonly count: number
  /** Without the count. It is sent by reference: it must never change. */
  readonly bytes: Buffer

  constructor(count: number, bytes: Buffer) {
    this.count = count
    this.bytes = bytes
  }
}
