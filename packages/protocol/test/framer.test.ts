import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { Framer, Memory } from '../src/index.ts'

const frameOf = (payload: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeInt32BE(payload.length)
  return Buffer.concat([size, payload])
}

const payloads = [Buffer.from('first'), Buffer.alloc(0), Buffer.alloc(300, 7), Buffer.from('x'), Buffer.alloc(0)]
const stream = Buffer.concat(payloads.map(frameOf))

const framesOf = (framer: Framer, chunks: readonly Buffer[]): Buffer[] =>
  chunks.flatMap(chunk => framer.push(chunk)).map(frame => Buffer.from(frame.payload()))

test('a stream cut in two at any byte gives the same frames', () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const framer = new Framer(300)
    deepEqual(framesOf(framer, [stream.subarray(0, cut), stream.subarray(cut)]), payloads)
    equal(framer.pending, 0)
  }
})

test('a stream that arrives byte by byte gives the same frames', () => {
  deepEqual(
    framesOf(
      new Framer(300),
      Array.from(stream, byte => Buffer.of(byte)),
    ),
    payloads,
  )
})

test('a frame lies in memory of its own, its size first', () => {
  const chunk = Buffer.from(stream)
  const [frame] = new Framer(300).push(chunk.subarray(0, 9))
  chunk.fill(0)
  deepEqual(Buffer.concat(frame!.slices), frameOf(payloads[0]!))
  equal(frame!.bytes, 9)
})

test('what a frame still lacks can be read right to where it belongs', () => {
  const framer = new Framer(100_000)
  const payload = Buffer.alloc(100_000, 7)
  const all = frameOf(payload)
  deepEqual(framer.push(all.subarray(0, 30_000)), [])
  const space = framer.space()!
  equal(space.length, 70_004)
  all.copy(space, 0, 30_000, 99_999)
  deepEqual(framer.filled(69_999), [])
  equal(framer.pending, 99_999)
  const [frame] = framer.push(all.subarray(99_999))
  deepEqual(frame!.payload(), payload)
  equal(framer.space(), undefined)
})

test('a batch of records lies in one piece where a first read has brought its beginning', () => {
  const framer = new Framer(1 << 20)
  const all = frameOf(Buffer.alloc(400_000, 3))
  deepEqual(framer.push(all.subarray(0, 8192)), [])
  const space = framer.space()!
  all.copy(space, 0, 8192)
  const [frame] = framer.filled(space.length)
  equal(frame!.slices.length, 1)
})

test('memory that was given back is lent again, and what was not is left alone', () => {
  const memory = new Memory()
  const framer = new Framer(100_000, undefined, memory)
  const next = () => framer.push(frameOf(Buffer.alloc(50_000, 1)))[0]!
  const first = next()
  const second = next()
  first.release()
  first.release()
  const third = next()
  equal(third.slices[0]!.buffer, first.slices[0]!.buffer)
  const others = [second, next()].map(({ slices }) => slices[0]!.buffer)
  equal(new Set([third.slices[0]!.buffer, ...others]).size, 3)
})

test('pending counts the bytes of the frame that has begun', () => {
  const framer = new Framer(300)
  framer.push(stream.subarray(0, 3))
  equal(framer.pending, 3)
  framer.push(stream.subarray(3, 7))
  equal(framer.pending, 7)
  framer.push(stream.subarray(7, 10))
  equal(framer.pending, 1)
})

for (const size of [-1, -0x80000000, 301, 0x7fffffff])
  test(`a size of ${size} is refused when its fourth byte arrives, and the stream with it`, () => {
    const framer = new Framer(300)
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(size)
    framer.push(bytes.subarray(0, 3))
    equal(framer.refused, undefined)
    deepEqual([...framer.push(bytes.subarray(3)), ...framer.push(Buffer.alloc(10))], [])
    ok(framer.refused)
  })

test('a changed limit holds for the frames that begin after it', () => {
  const framer = new Framer(300)
  framer.push(stream.subarray(0, 6))
  framer.maxBytes = 0
  deepEqual(framesOf(framer, [stream.subarray(6, 13)]), payloads.slice(0, 2))
  framer.push(stream.subarray(13))
  ok(framer.refused)
})

test('an announced size allocates nothing', () => {
  const before = process.memoryUsage().arrayBuffers
  const framers = Array.from({ length: 100 }, () => new Framer(0x7fffffff))
  for (const framer of framers) framer.push(Buffer.from('7fffffff00', 'hex'))
  ok(process.memoryUsage().arrayBuffers - before < 1_000_000)
})

test('a frame that arrives in crumbs does not hold a Buffer for each', () => {
  const payload = Buffer.alloc(100_000, 5)
  const [frame] = Array.from(frameOf(payload), byte => Buffer.of(byte)).flatMap(
    (
      framer => crumb =>
        framer.push(crumb)
    )(new Framer(payload.length)),
  )
  ok(frame!.slices.length < 10)
  deepEqual(frame!.payload(), payload)
})

test('a frame that is not admitted waits with what came behind it, wherever the stream is cut', () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const asked: number[] = []
    const framer = new Framer(300, bytes => {
      asked.push(bytes)
      return false
    })
    const frames = framesOf(framer, [stream.subarray(0, cut), stream.subarray(cut)])
    while (framer.waiting) frames.push(...framer.proceed().map(frame => Buffer.from(frame.payload())))
    deepEqual(frames, payloads)
    deepEqual(
      asked,
      payloads.map(({ length }) => length + 4),
    )
  }
})

test('frames in front of a size that is refused are still handed over', () => {
  const framer = new Framer(300)
  const frames = framesOf(framer, [Buffer.concat([stream, Buffer.from('7fffffff00', 'hex')])])
  deepEqual(frames, payloads)
  equal(framer.tooLarge, true)
})
