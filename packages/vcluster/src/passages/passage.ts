import { isUtf8 } from 'node:buffer'
import {
  type Api,
  errorCodesIn,
  type Frame,
  frameLayout,
  ProtocolError,
  readResponse,
  writeResponse,
} from '@tidegate/protocol'
import type { Answered, Passage, Rewriting } from '@tidegate/proxy'
import { type Find, PlacedEdits, StreamedEdits } from './edits.ts'
import { noTags, type Pass, type Steps } from './pass.ts'
import type { Pair, Reach } from './reach.ts'
import { COUNT, ID_BYTES, Walk } from './walk.ts'

/** The length of a string that is null. */
const NULL = -1
const NO_ERRORS: readonly number[] = []

/** Undefined where the request has to be served. */
export function passageOf(pass: Pass, api: Api, version: number, frame: Frame, reach: Reach): Passage | undefined {
  const [bytes, more] = frame.slices
  if (!bytes || more || version < pass.since) return undefined
  const edits = new PlacedEdits(bytes, (from, at) => reach.find(pass.operation, from, at))
  try {
    const walk = new Walk(bytes, frameLayout.request.clientId)
    const length = walk.int16()
    if (length < NULL) return undefined
    const clientId = walk.skip(Math.max(0, length))
    if (!isUtf8(bytes.subarray(clientId, walk.at))) return undefined
    if (!walk.noTags() || !pass.request(walk, edits, version) || !walk.noTags() || !walk.ended) return undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
  if (edits.pairs.length === 0) return undefined
  edits.write('physical')
  return new Passed(pass, api, version, edits.pairs)
}

class Passed implements Passage {
  readonly #pass: Pass
  readonly #api: Api
  readonly #version: number
  readonly #pairs: readonly Pair[]

  constructor(pass: Pass, api: Api, version: number, pairs: readonly Pair[]) {
    this.#pass = pass
    this.#api = api
    this.#version = version
    this.#pairs = pairs
  }

  answer(response: Frame): Answered {
    return this.#inPlace(response) ? { slices: response.slices, errors: NO_ERRORS } : this.#read(response)
  }

  rewriting(bytes: number): Rewriting | undefined {
    const { stream } = this.#pass
    return stream && new Rewrite(stream, bytes, askedFor(this.#pairs))
  }

  #inPlace({ slices }: Frame): boolean {
    const [bytes, more] = slices
    if (!bytes || more) return false
    const edits = new PlacedEdits(bytes, askedFor(this.#pairs))
    try {
      const walk = new Walk(bytes, frameLayout.response.rest)
      if (!walk.noTags() || !this.#pass.response(walk, edits) || !walk.noTags() || !walk.ended) return false
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
    edits.write('virtual')
    return true
  }

  /** As any other answer: what nobody asked for is dropped. */
  #read(response: Frame): Answered {
    const { body } = readResponse(this.#api, this.#version, response.reader())
    const virtualIds = new Map(
      this.#pairs.map(({ virtual, physical }) => [physical.toString('base64url'), virtual.toString('base64url')]),
    )
    const restored = this.#pass.respond(body, rows =>
      rows.flatMap(row => {
        const topicId = virtualIds.get(row.topicId)
        return topicId === undefined ? [] : [{ ...row, topicId }]
      }),
    )
    return {
      slices: writeResponse(this.#api, this.#version, 0, restored),
      errors: errorCodesIn(this.#api, restored),
    }
  }
}

const same = (bytes: Buffer, at: number, id: Buffer): boolean => bytes.compare(id, 0, ID_BYTES, at, at + ID_BYTES) === 0

/** Brokers answer in the order of the request, most of the time. */
function askedFor(pairs: readonly Pair[]): Find {
  let next = 0
  return (bytes, at) => {
    const due = pairs[next++]
    return due && same(bytes, at, due.physical) ? due : pairs.find(({ physical }) => same(bytes, at, physical))
  }
}

class Rewrite implements Rewriting {
  readonly #walk: Walk
  readonly #edits: StreamedEdits
  readonly #steps: Steps
  /** Until it is told, nothing can be done without the first byte. */
  #needed = 1
  #ended = false

  constructor(stream: NonNullable<Pass['stream']>, bytes: number, find: Find) {
    this.#walk = new Walk(NOTHING, frameLayout.response.rest, bytes)
    this.#edits = new StreamedEdits(this.#walk, find)
    this.#steps = throughout(stream, this.#walk, this.#edits)
  }

  get errors(): readonly number[] {
    return this.#edits.errors
  }

  rewrite(bytes: Buffer): number {
    const walk = this.#walk
    walk.bytes = bytes
    while (!this.#ended && Math.min(walk.at + this.#needed, walk.end) <= bytes.length) this.#step()
    const ready = Math.min(walk.at, bytes.length)
    walk.at -= ready
    walk.end -= ready
    return ready
  }

  #step(): void {
    const { done, value } = this.#steps.next()
    this.#ended = done ?? false
    if (!done) this.#needed = value
    else if (!value) throw new ProtocolError('the answer of a broker is not one to the request')
  }
}

const NOTHING = Buffer.alloc(0)

/** A whole answer: header, body, and nothing behind. */
function* throughout(stream: NonNullable<Pass['stream']>, walk: Walk, edits: StreamedEdits): Steps {
  yield COUNT
  return walk.noTags() && (yield* stream(walk, edits)) && (yield* noTags(walk, edits)) && walk.ended
}
