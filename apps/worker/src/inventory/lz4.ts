import { repeat } from './snappy.ts'

const MAGIC = 0x184d2204
/** In the flags of a frame (lz4_Frame_format.md). */
const BLOCK_CHECKSUM = 0x10
const CONTENT_SIZE = 0x08
const DICTIONARY = 0x01
const UNCOMPRESSED = 0x80000000
const SHORTEST_MATCH = 4
/** A match of one block may reach back into those before it, as far as a distance goes. */
const WINDOW = 65_536

export function unlz4(bytes: Buffer, most: number): Buffer {
  if (bytes.readUInt32LE(0) !== MAGIC) throw new RangeError('it is no LZ4 frame')
  const flags = bytes.readUInt8(4)
  let at = 7 + (flags & CONTENT_SIZE ? 8 : 0) + (flags & DICTIONARY ? 4 : 0)
  let out = Buffer.alloc(Math.min(most, Math.max(WINDOW, bytes.length * 4)))
  let end = 0
  for (;;) {
    const size = bytes.readUInt32LE(at)
    at += 4
    if (size === 0) return out.subarray(0, end)
    const length = size & ~UNCOMPRESSED
    const block = bytes.subarray(at, at + length)
    at += length + (flags & BLOCK_CHECKSUM ? 4 : 0)
    const grown = size & UNCOMPRESSED ? append(out, end, block) : inflate(out, end, { block, most })
    out = grown.out
    end = grown.end
    if (end > most) throw new RangeError('it is too long')
  }
}

type Grown = { readonly out: Buffer<ArrayBuffer>; readonly end: number }

/** Makes room in steps that double. */
const roomFor = (out: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> =>
  size <= out.length ? out : Buffer.concat([out, Buffer.alloc(Math.max(size, out.length * 2) - out.length)])

function append(out: Buffer<ArrayBuffer>, end: number, bytes: Buffer): Grown {
  const grown = roomFor(out, end + bytes.length)
  bytes.copy(grown, end)
  return { out: grown, end: end + bytes.length }
}

/** One block (lz4_Block_format.md): literals, then a copy of what came before, over and over; the last has no copy. */
function inflate(
  before: Buffer<ArrayBuffer>,
  from: number,
  { block, most }: { readonly block: Buffer; readonly most: number },
): Grown {
  let at = 0
  let [out, end] = [before, from]
  const lengthOf = (told: number) => {
    let length = told
    if (told === 15)
      for (let byte = 255; byte === 255; length += byte) {
        byte = block.readUInt8(at++)
      }
    return length
  }
  while (at < block.length) {
    const token = block.readUInt8(at++)
    const literals = lengthOf(token >> 4)
    ;({ out, end } = append(out, end, block.subarray(at, at + literals)))
    at += literals
    if (at >= block.length) break
    const distance = block.readUInt16LE(at)
    at += 2
    const length = lengthOf(token & 15) + SHORTEST_MATCH
    if (end + length > most) throw new RangeError('it is too long')
    out = roomFor(out, end + length)
    end = repeat(out, end, { distance, length })
  }
  return { out, end }
}
