import { arrayOrNull } from './arrays.ts'
import { type Body, type Field, includes, type Message, type Scalar } from './message.ts'
import { ProtocolError, within } from './protocol-error.ts'
import type { Reader } from './reader.ts'
import { type Codec, required, scalar } from './scalars.ts'
import { type Slot, struct, structOrNull } from './struct.ts'
import type { Writer } from './writer.ts'

/**
 * Decodes one version of a message and leaves the reader behind it. Values hold views of the frame. Decoding takes at
 * most 64 bytes of memory for each byte of the frame.
 */
export function read(message: Message, version: number, reader: Reader): Body {
  try {
    return codecOf(message, version).read(reader)
  } catch (error) {
    throw within(`${message.name} v${version}`, error)
  }
}

/** A field that the body lacks takes its default; one that the version lacks is not written. */
export function write(message: Message, version: number, body: Body, writer: Writer): void {
  try {
    codecOf(message, version).write(writer, body)
  } catch (error) {
    throw within(`${message.name} v${version}`, error)
  }
}

const compiled = new WeakMap<Message, Codec<Body>[]>()

function codecOf(message: Message, version: number): Codec<Body> {
  const versions = compiled.get(message)
  const codec = versions?.[version]
  if (codec) return codec
  if (!includes(message.versions, version)) throw new ProtocolError('there is no such version')
  if (!versions) compiled.set(message, [])
  const made = structOf(message.fields, version, includes(message.flexible, version))
  compiled.get(message)![version] = made
  return made
}

function structOf(fields: readonly Field[], version: number, flexible: boolean): Codec<Body> {
  const present = fields.filter(field => includes(field.versions, version))
  const slots = present.map(field => slotOf(field, version, flexible))
  return struct(slots, flexible ? new Set(fields.flatMap(field => field.tag ?? [])) : undefined)
}

function slotOf(field: Field, version: number, flexible: boolean): Slot {
  const codec = codecOfField(field, version, flexible)
  const { name, default: value } = field
  return {
    name,
    tag: includes(field.tagged, version) ? field.tag : undefined,
    codec,
    initial: value === undefined ? codec.zero : () => value,
    isInitial: value === undefined ? codec.isZero : other => other === value,
  }
}

function codecOfField(field: Field, version: number, flexible: boolean): Codec {
  const compact = flexible && field.compact !== false
  const nullable = includes(field.nullable, version)
  const one = (type: Scalar | 'struct', orNull: boolean): Codec => {
    if (type !== 'struct') return scalar(type, compact, orNull)
    const codec = structOf(field.fields!, version, flexible)
    return orNull ? structOrNull(codec) : codec
  }
  if (!field.type.startsWith('[]')) return one(field.type as Scalar | 'struct', nullable)
  const element = one(field.type.slice(2) as Scalar | 'struct', false)
  return nullable ? arrayOrNull(element, compact) : required(arrayOrNull(element, compact))
}
