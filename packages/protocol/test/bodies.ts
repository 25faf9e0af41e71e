import fc, { type Arbitrary } from 'fast-check'
import {
  type Body,
  type Field,
  includes,
  type Message,
  type Scalar,
  type TaggedBytes,
  ZERO_UUID,
} from '../src/message.ts'

/** Bodies of one version: any field may be missing, and tagged fields of unknown meaning occur. */
export const bodies = (message: Message, version: number): Arbitrary<Body> =>
  structs(message.fields, version, includes(message.flexible, version))

const buffers = fc.oneof(
  { weight: 9, arbitrary: fc.uint8Array({ maxLength: 12 }).map(bytes => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.integer({ min: 1000, max: 3000 }).map(length => Buffer.alloc(length, length)) },
)

const integers = (min: number, max: number) => fc.integer({ min, max })

const scalars: { readonly [type in Scalar]: Arbitrary<unknown> } = {
  bool: fc.boolean(),
  int8: integers(-0x80, 0x7f),
  int16: integers(-0x8000, 0x7fff),
  uint16: integers(0, 0xffff),
  int32: integers(-0x80000000, 0x7fffffff),
  uint32: integers(0, 0xffffffff),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  float64: fc.double({ noNaN: true }),
  string: fc.oneof(
    { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ minLength: 100, maxLength: 300 }) },
  ),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Buffer.from(bytes).toString('base64url')),
  bytes: buffers,
  records: fc.array(
    buffers.filter(piece => piece.length > 0),
    { maxLength: 2 },
  ),
}

function structs(fields: readonly Field[], version: number, flexible: boolean): Arbitrary<Body> {
  const present = fields.filter(field => includes(field.versions, version))
  const values = Object.fromEntries(present.map(field => [field.name, valuesOf(field, version, flexible)]))
  const known = new Set(fields.map(field => field.tag))
  return fc.record(flexible ? { ...values, _tags: unknownTags(known) } : values, {
    requiredKeys: [],
    noNullPrototype: true,
  })
}

function unknownTags(known: ReadonlySet<number | undefined>): Arbitrary<TaggedBytes[] | undefined> {
  // The very last tag is one that Kafka's classes read but do not write.
  const tag = fc.oneof(integers(0, 5), integers(0, 0x7ffffffe)).filter(one => !known.has(one))
  const tags = fc.uniqueArray(fc.record({ tag, bytes: buffers }, { noNullPrototype: true }), {
    selector: one => one.tag,
    minLength: 1,
    maxLength: 3,
  })
  return fc.option(tags, { freq: 3, nil: undefined })
}

function valuesOf(field: Field, version: number, flexible: boolean): Arbitrary<unknown> {
  const type = field.type.replace('[]', '') as Scalar | 'struct'
  const one = type === 'struct' ? structs(field.fields!, version, flexible) : scalars[type]
  const value = field.type.startsWith('[]') ? fc.array(one, { maxLength: 3 }) : one
  return includes(field.nullable, version) ? fc.option(value, { freq: 4 }) : value
}

/** What a reader is to make of a body: missing fields have their default, unknown tags ascend. */
export const completed = (message: Message, version: number, body: Body): Body =>
  completedStruct(message.fields, version, body)

function completedStruct(fields: readonly Field[], version: number, body: Body): Body {
  const present = fields.filter(field => includes(field.versions, version))
  const values = present.map(field => [field.name, completedValue(field, version, body[field.name])])
  const tags = body._tags?.toSorted((a, b) => a.tag - b.tag)
  return { ...Object.fromEntries(values), ...(tags && { _tags: tags }) }
}

function completedValue(field: Field, version: number, value: any): unknown {
  const { type, fields } = field
  if (value === undefined && field.default !== undefined) return field.default
  if (value === null) return null
  if (type === '[]struct') return (value ?? []).map((one: Body) => completedStruct(fields!, version, one))
  if (type === 'struct') return completedStruct(fields!, version, value ?? {})
  if (type === 'records' && value) return value.length > 0 ? [Buffer.concat(value)] : []
  return value ?? zeroOf(type)
}

export function zeroOf(type: Field['type']): unknown {
  if (type.startsWith('[]')) return []
  const zeros: Partial<Record<Field['type'], unknown>> = {
    bool: false,
    int64: 0n,
    string: '',
    uuid: ZERO_UUID,
    bytes: Buffer.alloc(0),
    records: [],
  }
  return type in zeros ? zeros[type] : 0
}
