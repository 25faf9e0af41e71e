/** What the Java clients write in front (org.xerial.snappy.SnappyOutputStream); other clients write one block and no more. */
const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0])
const HEADER_BYTES = 16

export function unsnappy(bytes: Buffer, most: number): Buffer {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return block(bytes, most)
  const blocks: Buffer[] = []
  let left = most
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const size = bytes.readInt32BE(at)
    const next = block(bytes.subarray(at + 4, at + 4 + size), left)
    blocks.push(next)
    left -= next.length
    at += 4 + size
  }
  return Buffer.concat(blocks)
}

/** One block of the raw format (google/snappy, format_description.txt). */
function block(bytes: Buffer, most: number): Buffer {
  let at = 0
  let size = 0
  for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
    byte = bytes.readUInt8(at++)
    size += (byte & 0x7f) * 2 ** shift
  }
  if (size > most) throw new RangeError(`a block of ${size} bytes is too long`)
  const out = Buffer.alloc(size)
  let end = 0
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at++)
    if ((tag & 3) === 0) {
      const [length, used] = literal(bytes, at, tag >> 2)
      at += used
      end += bytes.copy(out, end, at, at + length)
      at += length
      continue
    }
    const [length, distance, used] = copied(bytes, at, tag)
    at += used
    end = repeat(out, end, { distance, length })
  }
  if (end !== size) throw new RangeError('the block is shorter than it says')
  return out
}

/** The length of a literal, and how many bytes tell it. */
function literal(bytes: Buffer, at: number, told: number): [number, number] {
  const used = Math.max(0, told - 59)
  return [used === 0 ? told + 1 : bytes.readUIntLE(at, used) + 1, used]
}

function copied(bytes: Buffer, at: number, tag: number): [number, number, number] {
  const kind = tag & 3
  if (kind === 1) return [((tag >> 2) & 7) + 4, ((tag >> 5) << 8) | bytes.readUInt8(at), 1]
  const used = kind === 2 ? 2 : 4
  return [(tag >> 2) + 1, bytes.readUIntLE(at, used), used]
}

/** What is copied may overlap what is written. */
export function repeat(
  out: Buffer,
  end: number,
  { distance, length }: { readonly distance: number; readonly length: number },
): number {
  if (distance === 0 || distance > end || end + length > out.length)
    throw new RangeError('a copy leads out of the block')
  for (let i = 0; i < length; i++) out[end + i] = out[end + i - distance]!
  return end + length
}
