/** Not so old that a broker would delete it, and the same for all. */
const TIMESTAMP = BigInt(Date.now())

/** Brokers check a batch by CRC-32C, which Node does not have. */
function crc32c(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0)
  }
  return ~crc >>> 0
}

/** A record without a key; its lengths are zigzag. */
const record = Buffer.from([7 << 1, 0, 0, 0, 1, 1 << 1, 'x'.charCodeAt(0), 0])

/** A batch of one record (DefaultRecordBatch.java). */
export function batch({ transactional = false, producerId = -1n, corrupt = false } = {}): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(61), record])
  bytes.writeInt32BE(bytes.length - 12, 8)
  bytes[16] = 2
  bytes.writeInt16BE(transactional ? 0x10 : 0, 21)
  bytes.writeBigInt64BE(TIMESTAMP, 27)
  bytes.writeBigInt64BE(TIMESTAMP, 35)
  bytes.writeBigInt64BE(producerId, 43)
  bytes.writeInt16BE(producerId === -1n ? -1 : 0, 51)
  bytes.writeInt32BE(producerId === -1n ? -1 : 0, 53)
  bytes.writeInt32BE(1, 57)
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17)
  if (corrupt) bytes[17]! ^= 1
  return bytes
}
