import { equal, ok, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { apiNamed, type Body, type Field, type Message, messages, ProtocolError, Reader, read } from '../src/index.ts'
import { includes } from '../src/message.ts'
import { zeroOf } from './bodies.ts'
import { bodyOf, bytesOf } from './bytes.ts'

/** What the documentation of reading promises. */
const BYTES_PER_BYTE = 64
const ELEMENTS = 300

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** The forms whose objects weigh most for the bytes they take. */
const shapes = {
  'elements of the smallest size': { inner: 0, text: '', bytes: Buffer.alloc(0) },
  'arrays of one element': { inner: 1, text: '', bytes: Buffer.alloc(0) },
  'short strings and blobs': { inner: 1, text: 'éa', bytes: Buffer.alloc(1) },
  'tagged fields of unknown meaning': { inner: 0, text: '', bytes: Buffer.alloc(1), tags: true },
} satisfies Record<string, Shape>

type Shape = { readonly inner: number; readonly text: string; readonly bytes: Buffer; readonly tags?: boolean }

/** A body whose outermost arrays are long and which is made of as little as possible. */
function dense(message: Message, shape: Shape): Body {
  const version = message.versions[1]
  const tags = shape.tags && message.flexible ? { _tags: [{ tag: 100, bytes: shape.bytes }] } : {}
  const struct = (fields: readonly Field[], count: number): Body => ({
    ...Object.fromEntries(
      fields
        .filter(field => includes(field.versions, version) && !field.tagged)
        .map(field => [field.name, value(field, count)]),
    ),
    ...tags,
  })
  const value = ({ type, fields }: Field, count: number): unknown => {
    const one = () => (type.endsWith('struct') ? struct(fields!, shape.inner) : scalar(type))
    return type.startsWith('[]') ? Array.from({ length: count }, one) : one()
  }
  const scalar = (type: string): unknown => {
    if (type.endsWith('string')) return shape.text
    if (type === 'bytes') return shape.bytes
    return zeroOf(type.replace('[]', '') as Field['type'])
  }
  return struct(message.fields, ELEMENTS)
}

function heapAfter(count: number, decode: () => Body): number {
  const kept: Body[] = new Array(count)
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < count; i++) kept[i] = decode()
  collectGarbage()
  const after = process.memoryUsage().heapUsed
  equal(kept.length, count)
  return after - before
}

/** The messages whose elements take the fewest bytes: there an object weighs most. */
const densest = (shape: Shape) =>
  Object.values(messages)
    .filter(message => !shape.tags || message.flexible)
    .map(message => ({ message, bytes: bytesOf(message, message.versions[1], dense(message, shape)) }))
    .filter(({ bytes }) => bytes.length > ELEMENTS)
    .sort((a, b) => a.bytes.length - b.bytes.length)
    .slice(0, 12)

for (const [name, shape] of Object.entries(shapes))
  test(`${name} take at most ${BYTES_PER_BYTE} bytes of memory for each byte of the frame`, () => {
    for (const { message, bytes } of densest(shape)) {
      const count = Math.ceil(300_000 / bytes.length)
      const used = heapAfter(count, () => bodyOf(message, message.versions[1], bytes))
      ok(used <= count * bytes.length * BYTES_PER_BYTE, `${message.name}: ${used / count / bytes.length}`)
    }
  })

test('a count that the rest of the frame cannot meet is refused before anything is allocated for it', () => {
  const { request } = apiNamed('DeleteGroups')
  const frame = Buffer.alloc(10_000_000)
  frame.writeInt32BE(frame.length - 4)
  const before = process.memoryUsage().heapUsed
  throws(() => read(request, 1, new Reader(frame)), { message: /an array is longer than the message/ })
  throws(() => read(request, 1, new Reader(frame)), ProtocolError)
  ok(process.memoryUsage().heapUsed - before < 1_000_000)
})
