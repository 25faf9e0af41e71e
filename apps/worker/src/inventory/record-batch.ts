import { decompress } from './decompress.ts'

export type KafkaRecord = {
  readonly offset: number
  readonly timestamp: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly { readonly name: string; readonly value: Buffer | null }[]
}

/** Where the fields of a batch are (DefaultRecordBatch.java). */
const at = {
  length: 8,
  magic: 16,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  count: 57,
  records: 61,
}
const COMPRESSION = 0x07
/** The broker’s time of append counts for all records. */
const LOG_APPEND_TIME = 0x08
/** What brokers write for themselves at the end of a transaction. */
const CONTROL = 0x20
const FORMAT = 2

export type Batch = {
  /** The offset after its last. */
  readonly next: number
  /** Undefined where it cannot be read. */
  readonly records: readonly KafkaRecord[] | undefined
}

/** The batches of a fetch; the last one may be cut off, and is then left out. */
export function* readBatches(bytes: Buffer): Generator<Batch> {
  for (let start = 0; start + at.records <= bytes.length; ) {
    const end = start + at.length + 4 + bytes.readInt32BE(start + at.length)
    if (end > bytes.length || end <= start + at.magic) return
    yield readBatch(bytes.subarray(start, end))
    start = end
  }
}

function readBatch(batch: Buffer): Batch {
  const base = Number(batch.readBigInt64BE(0))
  // The older formats have no delta there; their batches hold the offset of the last.
  if (batch.readInt8(at.magic) !== FORMAT) return { next: base + 1, records: undefined }
  const next = base + batch.readInt32BE(at.lastOffsetDelta) + 1
  try {
    return { next, records: [...recordsIn(batch, base)] }
  } catch (error) {
    // What a producer has written need not be what it says: the rest can be read all the same.
    if (error instanceof RangeError || isZlib(error)) return { next, records: undefined }
    throw error
  }
}

const isZlib = (error: unknown) => /^(Z_|ZSTD_|ERR_)/.test(String((error as { code?: unknown }).code))

function* recordsIn(batch: Buffer, base: number): Generator<KafkaRecord> {
  const attributes = batch.readInt16BE(at.attributes)
  if (attributes & CONTROL) return
  const cursor = new Cursor(decompress(attributes & COMPRESSION, batch.subarray(at.records)))
  const first = Number(batch.readBigInt64BE(at.baseTimestamp))
  const appended = Number(batch.readBigInt64BE(at.maxTimestamp))
  for (let left = batch.readInt32BE(at.count); left > 0; left--) {
    cursor.varint()
    cursor.skip(1)
    const timestamp = first + cursor.varint()
    const offset = base + cursor.varint()
    const [key, value] = [cursor.bytes(), cursor.bytes()]
    const headers = Array.from({ length: cursor.varint() }, () => ({
      name: cursor.bytes()?.toString() ?? '',
      value: cursor.bytes(),
    }))
    yield { offset, timestamp: attributes & LOG_APPEND_TIME ? appended : timestamp, key, value, headers }
  }
}

class Cursor {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Zig-zag, as in Protocol Buffers. Offsets and times within a batch are far from where numbers end. */
  varint(): number {
    let value = 0
    for (let scale = 1, byte = 0x80; byte & 0x80; scale *= 128) {
      byte = this.#bytes.readUInt8(this.#at++)
      value += (byte & 0x7f) * scale
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  skip(count: number): void {
    this.#at += count
  }

  bytes(): Buffer | null {
    const length = this.varint()
    if (length < 0) return null
    const end = this.#at + length
    if (end > this.#bytes.length) throw new RangeError('a field leads out of its batch')
    const found = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return found
  }
}
