import type { Codec } from './scalars.ts'
import { WrittenRows } from './written-rows.ts'

export const arrayOrNull = (element: Codec, compact: boolean): Codec<any[] | WrittenRows | null> => ({
  read: reader => {
    const count = reader.count(compact, element.minimum)
    if (count < 0) return null
    const elements = new Array(count)
    for (let i = 0; i < count; i++) elements[i] = element.read(reader)
    return elements
  },
  write: (writer, value) => {
    if (value instanceof WrittenRows) {
      writer.length(value.count, compact)
      return writer.bytes(value.bytes)
    }
    writer.length(value === null ? -1 : value.length, compact)
    if (value !== null) for (const one of value) element.write(writer, one)
  },
  minimum: compact ? 1 : 4,
  zero: () => [],
  isZero: value => (value instanceof WrittenRows ? value.count : value?.length) === 0,
})
