/** What a batch of records says of itself; everything left out is as a producer would write it. */
export type BatchOptions = {
  readonly values?: readonly string[]
  /** The records as bytes that need not be any. */
  readonly payload?: Buffer
  readonly magic?: number
  readonly attributes?: number
  readonly producerId?: bigint
  readonly producerEpoch?: number
  readonly baseSequence?: number
  readonly count?: number
  /** Added to the length and to the checksum it should have. */
  readonly lengthOff?: number
  readonly crcOff?: number
}

const HEADER_BYTES = 61
const LENGTH_AT = 8
const CRC_AT = 17

/** A batch of format v2 (DefaultRecordBatch.java). */
export function batch(options: BatchOptions = {}): Buffer {
  const {
    values = ['one'],
    magic = 2,
    attributes = 0,
    producerId = -1n,
    producerEpoch = -1,
    baseSequence = -1,
  } = options
  const payload = options.payload ?? Buffer.concat(values.map(record))
  const header = Buffer.alloc(HEADER_BYTES)
  const now = BigInt(Date.now())
  header.writeInt32BE(HEADER_BYTES - LENGTH_AT - 4 + payload.length + (options.lengthOff ?? 0), LENGTH_AT)
  header.writeInt32BE(-1, 12)
  header.writeInt8(magic, 16)
  header.writeInt16BE(attributes, 21)
  header.writeInt32BE(values.length - 1, 23)
  header.writeBigInt64BE(now, 27)
  header.writeBigInt64BE(now, 35)
  header.writeBigInt64BE(producerId, 43)
  header.writeInt16BE(producerEpoch, 51)
  header.writeInt32BE(baseSequence, 53)
  header.writeInt32BE(options.count ?? values.length, 57)
  const bytes = Buffer.concat([header, payload])
  bytes.writeInt32BE((crc32c(bytes.subarray(CRC_AT + 4)) + (options.crcOff ?? 0)) | 0, CRC_AT)
  return bytes
}

/** A record without key and headers, written at the time of its batch. */
export function record(value: string, offset: number): Buffer {
  const bytes = Buffer.from(value)
  const body = Buffer.concat([Buffer.from([0, 0]), varint(offset), varint(-1), varint(bytes.length), bytes, varint(0)])
  return Buffer.concat([varint(body.length), body])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let left = ((value << 1) ^ (value >> 31)) >>> 0
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80)
  return Buffer.from([...bytes, left])
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

/** Castagnoli's, which Node does not have. */
function crc32c(bytes: Buffer): number {
  let crc = -1
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return ~crc
}
