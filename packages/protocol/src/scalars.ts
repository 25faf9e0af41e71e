import type { Scalar, Slices } from './message.ts'
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

const plain = <T>(minimum: number, zero: T, read: Codec<T>['read'], write: Codec<T>['write']): Codec<T> => ({
  read,
  write,
  minimum,
  zero: () => zero,
  isZero: value => value === zero,
})

const fixed: { readonly [type in Exclude<Scalar, 'string' | 'bytes' | 'records'>]: Codec } = {
  bool: plain(
    1,
    false,
    reader => reader.bool(),
    (writer, value) => writer.bool(value),
  ),
  int8: plain(
    1,
    0,
    reader => reader.int8(),
    (writer, value) => writer.int8(value),
  ),
  int16: plain(
    2,
    0,
    reader => reader.int16(),
    (writer, value) => writer.int16(value),
  ),
  uint16: plain(
    2,
    0,
    reader => reader.uint16(),
    (writer, value) => writer.uint16(value),
  ),
  int32: plain(
    4,
    0,
    reader => reader.int32(),
    (writer, value) => writer.int32(value),
  ),
  uint32: plain(
    4,
    0,
    reader => reader.uint32(),
    (writer, value) => writer.uint32(value),
  ),
  int64: plain(
    8,
    0n,
    reader => reader.int64(),
    (writer, value) => writer.int64(value),
  ),
  float64: plain(
    8,
    0,
    reader => reader.float64(),
    (writer, value) => writer.float64(value),
  ),
  uuid: plain(
    16,
    'AAAAAAAAAAAAAAAAAAAAAA',
    reader => reader.uuid(),
    (writer, value) => writer.uuid(value),
  ),
}

const string = (compact: boolean): Codec<string | null> =>
  plain<string | null>(
    compact ? 1 : 2,
    '',
    reader => reader.string(compact),
    (writer, value) => writer.string(value, compact),
  )

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
