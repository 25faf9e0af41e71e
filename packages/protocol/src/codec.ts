import { type Body, type Field, includes, type Message, type Scalar } from './message.ts'
import { ProtocolError, within } from './protocol-error.ts'
import type { Reader } from './reader.ts'
import { type Codec, scalar } from './scalars.ts'
import { type Slot, struct } from './struct.ts'
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
  const one = (type: Scalar | 'struct'): Codec =>
    type === 'struct' ? structOf(field.fields!, version, flexible) : scalar(type, compact)
  if (field.type.startsWith('[]')) {
    const array = arrayOf(required(one(field.type.slice(2) as Scalar | 'struct')), compact)
    return nullable ? array : required(array)
  }
  const codec = one(field.type as Scalar | 'struct')
  if (!nullable) return required(codec)
  return field.type === 'struct' ? orNull(codec) : codec
}

const arrayOf = (element: Codec, compact: boolean): Codec<any[] | null> => ({
  read: reader => {
    const count = reader.length(compact)
    if (count < 0) return null
    // Refused before anything is allocated: a count costs its sender at least the smallest form of its elements.
    if (count * element.minimum > reader.remaining) throw new ProtocolError('an array is longer than the message')
    const elements = new Array(count)
    for (let i = 0; i < count; i++) elements[i] = element.read(reader)
    return elements
  },
  write: (writer, value) => {
    writer.length(value === null ? -1 : value.length, compact)
    if (value !== null) for (const one of value) element.write(writer, one)
  },
  minimum: compact ? 1 : 4,
  zero: () => [],
  isZero: value => value?.length === 0,
})

const required = (codec: Codec): Codec => ({
  ...codec,
  read: reader => codec.read(reader) ?? refuseNull(),
  write: (writer, value) => codec.write(writer, value ?? refuseNull()),
})

const refuseNull = (): never => {
  throw new ProtocolError('null is not allowed')
}

/** A struct that may be null is led by one byte, negative for null, also in flexible versions. */
const orNull = (codec: Codec): Codec => ({
  read: reader => (reader.int8() < 0 ? null : codec.read(reader)),
  write: (writer, value) => {
    writer.int8(value === null ? -1 : 1)
    if (value !== null) codec.write(writer, value)
  },
  minimum: 1,
  zero: codec.zero,
  isZero: value => value !== null && codec.isZero(value),
})
