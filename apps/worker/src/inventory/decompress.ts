import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { unlz4 } from './lz4.ts'
import { unsnappy } from './snappy.ts'

/** A few bytes may stand for very many: more than that of one batch is not looked at. */
const MOST = 16 * 1024 * 1024

/** By the code in a batch's attributes (CompressionType.java). */
const ways: readonly ((bytes: Buffer) => Buffer)[] = [
  bytes => bytes,
  bytes => gunzipSync(bytes, { maxOutputLength: MOST }),
  bytes => unsnappy(bytes, MOST),
  bytes => unlz4(bytes, MOST),
  bytes => zstdDecompressSync(bytes, { maxOutputLength: MOST }),
]

/** Throws where the bytes are not what the code says, or too many. */
export function decompress(code: number, bytes: Buffer): Buffer {
  const way = ways[code]
  if (!way) throw new RangeError(`compression ${code} is not known`)
  return way(bytes)
}
