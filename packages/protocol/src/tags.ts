import type { Body, Slices, TaggedBytes } from './message.ts'
import { ProtocolError, within } from './protocol-error.ts'
import type { Reader } from './reader.ts'
import type { Slot } from './struct.ts'
import { Writer } from './writer.ts'

export type TagSection = {
  /** Known fields that were not sent take their default. */
  read(reader: Reader, body: Body): void
  /** Fields that have their default are not sent. */
  write(writer: Writer, body: Body): void
}

/**
 * The tagged fields of one version. A tag that means something in another version of the message is reserved: it is
 * neither taken nor given as one of unknown meaning, so that no field travels unseen past who handles it by name.
 */
export function tagSection(slots: readonly Slot[], reserved: ReadonlySet<number>): TagSection {
  const known = new Map(slots.map(slot => [slot.tag, slot]))
  return {
    read(reader, body) {
      for (const slot of slots) body[slot.name] = slot.initial()
      const count = reader.uvarint()
      if (count === 0) return
      const unknown: TaggedBytes[] = []
      for (let left = count, last = -1; left > 0; left--) {
        const tag = reader.uvarint()
        if (tag <= last) throw new ProtocolError('tags do not ascend')
        last = tag
        const size = reader.uvarint()
        const slot = known.get(tag)
        if (slot) body[slot.name] = readField(slot, size, reader)
        else unknown.push({ tag: unreserved(tag, reserved), bytes: reader.bytes(size) })
      }
      // A copy without the room to grow that many short lists would pay for dearly.
      if (unknown.length > 0 && reader.unknownTags === 'keep') body._tags = unknown.slice()
    },
    write(writer, body) {
      const payloads: Payload[] = []
      for (const slot of slots) {
        const value = body[slot.name]
        if (value !== undefined && !slot.isInitial(value)) payloads.push(payloadOf(slot, value))
      }
      for (const { tag, bytes } of body._tags ?? [])
        payloads.push({ tag: unreserved(tag, reserved), size: bytes.length, slices: [bytes] })
      writePayloads(writer, payloads)
    },
  }
}

type Payload = { readonly tag: number; readonly size: number; readonly slices: Slices }

function readField({ name, codec }: Slot, size: number, reader: Reader): unknown {
  const rest = reader.remaining - size
  try {
    const value = codec.read(reader)
    if (reader.remaining !== rest) throw new ProtocolError('the tagged field does not have the size it states')
    return value
  } catch (error) {
    throw within(name, error)
  }
}

function payloadOf({ name, tag, codec }: Slot, value: unknown): Payload {
  const writer = new Writer()
  try {
    codec.write(writer, value)
  } catch (error) {
    throw within(name, error)
  }
  return { tag: tag!, size: writer.size, slices: writer.slices() }
}

function writePayloads(writer: Writer, payloads: Payload[]): void {
  writer.uvarint(payloads.length)
  if (payloads.length > 1) payloads.sort((a, b) => a.tag - b.tag)
  let last = -1
  for (const { tag, size, slices } of payloads) {
    if (tag === last) throw new ProtocolError(`tag ${tag} occurs twice`)
    last = tag
    writer.uvarint(tag)
    writer.uvarint(size)
    for (const slice of slices) writer.bytes(slice)
  }
}

function unreserved(tag: number, reserved: ReadonlySet<number>): number {
  if (reserved.has(tag)) throw new ProtocolError(`tag ${tag} does not belong to this version`)
  return tag
}
