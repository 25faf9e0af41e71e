import { type Scalar, type Slices, ZERO_UUID } from './message.ts'
import { ProtocolError } from './protocol-error.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** How one type is read and written in one version. */
export type Codec<T = any> = {
  read(reader: Reader): T
  write(writer: Writer, value: T): void
  /** The fewest bytes a value takes. */
  readonly minimum: number
  /** The default of a field that states none; a new one each time where the value can be changed. */
  zero(): T
  isZero(value: T): boolean
}

const plain = <T>(codec: Pick<Codec<T>, 'read' | 'write' | 'minimum'> & { readonly default: T }): Codec<T> => ({
  read: codec.read,
  write: codec.write,
  minimum: codec.minimum,
  zero: () => codec.default,
  isZero: value => value === codec.default,
})

const fixed: { readonly [type in Exclude<Scalar, 'string' | 'bytes' | 'records'>]: Codec } = {
  bool: plain({ minimum: 1, default: false, read: from => from.bool(), write: (to, value) => to.bool(value) }),
  int8: plain({ minimum: 1, default: 0, read: from => from.int8(), write: (to, value) => to.int8(value) }),
  int16: plain({ minimum: 2, default: 0, read: from => from.int16(), write: (to, value) => to.int16(value) }),
  uint16: plain({ minimum: 2, default: 0, read: from => from.uint16(), write: (to, value) => to.uint16(value) }),
  int32: plain({ minimum: 4, default: 0, read: from => from.int32(), write: (to, value) => to.int32(value) }),
  uint32: plain({ minimum: 4, default: 0, read: from => from.uint32(), write: (to, value) => to.uint32(value) }),
  int64: plain({ minimum: 8, default: 0n, read: from => from.int64(), write: (to, value) => to.int64(value) }),
  float64: plain({ minimum: 8, default: 0, read: from => from.float64(), write: (to, value) => to.float64(value) }),
  uuid: plain({ minimum: 16, default: ZERO_UUID, read: from => from.uuid(), write: (to, value) => to.uuid(value) }),
}

const string = (compact: boolean): Codec<string | null> =>
  plain<string | null>({
    minimum: compact ? 1 : 2,
    default: '',
    read: from => from.string(compact),
    write: (to, value) => to.string(value, compact),
  })

const bytes = (compact: boolean): Codec<Buffer | null> => ({
  read: reader => {
    const length = reader.length(compact)
    return length < 0 ? null : reader.bytes(length)
  },
  write: (writer, value) => {
    writer.length(value === null ? -1 : value.length, compact)
    if (value !== null) writer.bytes(value)
  },
  minimum: compact ? 1 : 4,
  zero: () => Buffer.alloc(0),
  isZero: value => value?.length === 0,
})

const records = (compact: boolean): Codec<Slices | null> => ({
  read: reader => {
    const length = reader.length(compact)
    return length < 0 ? null : reader.slices(length)
  },
  write: (writer, value) => {
    let length = value === null ? -1 : 0
    for (const slice of value ?? []) length += slice.length
    writer.length(length, compact)
    if (value !== null) writer.refer(value)
  },
  minimum: compact ? 1 : 4,
  zero: () => [],
  isZero: value => value?.length === 0,
})

export function scalar(type: Scalar, compact: boolean, nullable: boolean): Codec {
  if (type !== 'string' && type !== 'bytes' && type !== 'records') return fixed[type]
  const codec: Codec = { string, bytes, records }[type](compact)
  return nullable ? codec : required(codec)
}

/** Null has an encoding in every version, also in those that do not allow it. */
export const required = (codec: Codec): Codec => ({
  ...codec,
  read: reader => codec.read(reader) ?? refuseNull(),
  write: (writer, value) => codec.write(writer, value ?? refuseNull()),
})

export const refuseNull = (): never => {
  throw new ProtocolError('null is not allowed')
}
