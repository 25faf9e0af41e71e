import { isUtf8 } from 'node:buffer'
import {
  type Api,
  type Body,
  errorCodesIn,
  type Frame,
  frameLayout,
  readResponse,
  writeResponse,
} from '@tidegate/protocol'
import type { Answered, Caller, Passage, TopicTable } from '@tidegate/proxy'
import type { VirtualIdentity } from '../context.ts'
import { aclHost } from '../host.ts'
import type { TopicIds } from '../topic-ids.ts'
import type { View } from '../view.ts'
import { Walk } from './walk.ts'

/**
 * How one API passes: from the version on that has topics by id alone (KIP-516) a request that needs nothing refused goes
 * on as the bytes it came in, with ids changed in place. Whatever is out of the ordinary is served as any other request.
 */
export type Pass = {
  readonly operation: 'READ' | 'WRITE'
  readonly since: number
  /** Walks a whole request body. False where it has to be served. */
  request(walk: Walk, edits: Edits, version: number): boolean
  /** Walks a whole response body. False where it has to be read. */
  response(walk: Walk, edits: Edits): boolean
  /** The response of a served request: what `response` leaves to it is answered in the same way. */
  respond(response: Body, restore: (rows: readonly Body[]) => Body[]): Body
}

/** What is to be written once the walk has come to its end. */
type Edits = {
  /** A topic id is here. False where it is not one that the caller may use. */
  topicId(at: number): boolean
  int32(at: number, value: number): void
}

/** The two ids of a topic. */
type Pair = { readonly virtual: Buffer; readonly physical: Buffer }

const ID_BYTES = 16
/** The length of a string that is null. */
const NULL = -1
/** Of one request, whose answer may come in another order and is then looked through, and kept for one connection. */
const MOST_TOPICS = 1000
const NO_ERRORS: readonly number[] = []

/** The topics that one caller may read or write by id, for as long as neither what it may see nor any id changes. */
export class Reach {
  readonly #view: View
  readonly #table: TopicTable
  readonly #revision: number
  readonly #ids: TopicIds
  readonly #subject: { readonly principal: string; readonly host: string }
  readonly #pairs = { READ: new Map<string, Pair>(), WRITE: new Map<string, Pair>() }

  constructor(view: View, table: TopicTable, ids: TopicIds, { identity, client }: Caller<VirtualIdentity>) {
    this.#view = view
    this.#table = table
    this.#revision = table.revision
    this.#ids = ids
    this.#subject = { principal: `User:${identity.user}`, host: aclHost(client.host) }
  }

  isOf(view: View, table: TopicTable): boolean {
    return this.#view === view && this.#table === table && this.#revision === table.revision
  }

  /** By the sixteen bytes of a virtual id; undefined where it has to be refused or looked up. */
  find(operation: Pass['operation'], bytes: Buffer, at: number): Pair | undefined {
    const pairs = this.#pairs[operation]
    const key = bytes.toString('latin1', at, at + ID_BYTES)
    const known = pairs.get(key)
    if (known) return known
    const name = this.#ids.nameOf(bytes.toString('base64url', at, at + ID_BYTES))
    if (name === undefined || !this.#view.aliases.has(name)) return undefined
    if (!this.#view.authorizer.authorize({ ...this.#subject, operation, resourceType: 'TOPIC', name })) return undefined
    const physical = Buffer.from(this.#ids.physicalId(name), 'base64url')
    const pair = { virtual: Buffer.from(key, 'latin1'), physical }
    if (pairs.size === MOST_TOPICS) pairs.clear()
    pairs.set(key, pair)
    return pair
  }
}

const same = (bytes: Buffer, at: number, id: Buffer): boolean => bytes.compare(id, 0, ID_BYTES, at, at + ID_BYTES) === 0

class PlacedEdits implements Edits {
  readonly pairs: Pair[] = []
  readonly #places: number[] = []
  readonly #numbers: number[] = []
  readonly #bytes: Buffer
  readonly #find: (bytes: Buffer, at: number) => Pair | undefined

  constructor(bytes: Buffer, find: (bytes: Buffer, at: number) => Pair | undefined) {
    this.#bytes = bytes
    this.#find = find
  }

  topicId(at: number): boolean {
    const pair = this.#find(this.#bytes, at)
    if (!pair || this.pairs.length === MOST_TOPICS) return false
    this.pairs.push(pair)
    this.#places.push(at)
    return true
  }

  int32(at: number, value: number): void {
    if (this.#bytes.readInt32BE(at) !== value) this.#numbers.push(at, value)
  }

  /** `side` is the id that the other side knows. */
  write(side: keyof Pair): void {
    for (let i = 0; i < this.#places.length; i++) this.#bytes.set(this.pairs[i]![side], this.#places[i])
    for (let i = 0; i < this.#numbers.length; i += 2)
      this.#bytes.writeInt32BE(this.#numbers[i + 1] as number, this.#numbers[i])
  }
}

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

  #inPlace({ slices }: Frame): boolean {
    const [bytes, more] = slices
    if (!bytes || more) return false
    let next = 0
    // Brokers answer in the order of the request, most of the time.
    const asked = (from: Buffer, at: number) => {
      const due = this.#pairs[next++]
      return due && same(from, at, due.physical) ? due : this.#pairs.find(({ physical }) => same(from, at, physical))
    }
    const edits = new PlacedEdits(bytes, asked)
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
