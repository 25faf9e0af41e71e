import type { Body } from './message.ts'
import { within } from './protocol-error.ts'
import { type Codec, refuseNull } from './scalars.ts'
import { tagSection } from './tags.ts'

/** A field as one version has it. */
export type Slot = {
  readonly name: string
  /** Set where the field travels in the tag section. */
  readonly tag: number | undefined
  readonly codec: Codec
  initial(): unknown
  isInitial(value: any): boolean
}

/** The fields of one version in order, then, in a flexible version, the tag section with its reserved tags. */
export function struct(slots: readonly Slot[], reserved: ReadonlySet<number> | undefined): Codec<Body> {
  const { plain = [], tagged = [] } = Object.groupBy(slots, slot => (slot.tag === undefined ? 'plain' : 'tagged'))
  const tags = reserved && tagSection(tagged, reserved)
  const absent = plain.map(slot => slot.initial())

  return {
    read(reader) {
      const body: Body = {}
      for (const { name, codec } of plain)
        try {
          body[name] = codec.read(reader)
        } catch (error) {
          throw within(name, error)
        }
      tags?.read(reader, body)
      return body
    },
    write(writer, body) {
      if (body === null) refuseNull()
      for (let i = 0; i < plain.length; i++) {
        const { name, codec } = plain[i]!
        const value = body[name]
        try {
          codec.write(writer, value === undefined ? absent[i] : value)
        } catch (error) {
          throw within(name, error)
        }
      }
      tags?.write(writer, body)
    },
    minimum: plain.reduce((sum, { codec }) => sum + codec.minimum, tags ? 1 : 0),
    zero: () => {
      const body: Body = {}
      for (const { name, initial } of slots) body[name] = initial()
      return body
    },
    isZero: body =>
      !body._tags?.length && slots.every(({ name, isInitial }) => body[name] === undefined || isInitial(body[name])),
  }
}

/** A struct that may be null is led by a byte, negative for null, in flexible versions too. */
export const structOrNull = (codec: Codec<Body>): Codec<Body | null> => ({
  read: reader => (reader.int8() < 0 ? null : codec.read(reader)),
  write: (writer, value) => {
    writer.int8(value === null ? -1 : 1)
    if (value !== null) codec.write(writer, value)
  },
  minimum: 1,
  zero: codec.zero,
  isZero: value => value !== null && codec.isZero(value),
})
