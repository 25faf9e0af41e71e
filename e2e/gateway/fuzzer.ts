import { ok, strictEqual } from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { type Api, apiNamed, apis, type Body, Reader, readResponse, sample, writeRequest } from '@tidegate/protocol'
import { codesOf } from './abuse/answers.ts'
import type { World } from './abuse/world.ts'
import { apiNames, bodyOf, type Know, type Names, stories } from './fuzzer/stories.ts'
import { Random } from './random.ts'
import type { RawClient } from './raw-client.ts'

export type FuzzOptions = {
  readonly world: World
  readonly seed: number
  readonly rounds?: number
  /** How long rounds go on where their number is not said. */
  readonly seconds?: number
}

export type FuzzOutcome = {
  rounds: number
  frames: number
  answers: number
  /** Rounds that the gateway ended. */
  ended: number
  /** How many requests of each API were answered, and how many of them without an error. */
  readonly apis: Record<string, { answered: number; well: number }>
}

/** Between two looks at the neighbour. */
const ROUNDS_AT_ONCE = 10
/** How long an answer is waited for before the next frame is sent: some come when a group is complete, or never. */
const PATIENCE_MS = 200

/**
 * Connections that say anything in any order. Most of it is valid and takes up what was answered before, for only that
 * gets past the first checks. Ends with an error that names the seed where something does not hold.
 */
export async function fuzz({ world, seed, rounds, seconds = 10 }: FuzzOptions): Promise<FuzzOutcome> {
  const outcome: FuzzOutcome = { rounds: 0, frames: 0, answers: 0, ended: 0, apis: {} }
  const end = Date.now() + seconds * 1_000
  const clients: RawClient[] = []
  try {
    while (rounds === undefined ? Date.now() < end : outcome.rounds < rounds) {
      // A generator of its own, so that what a round says does not hang on how the rounds before it were timed.
      clients.push(await new Round(world, new Random(seed + outcome.rounds * 0x9e3779b1), outcome).run())
      outcome.rounds += 1
      if (outcome.rounds % ROUNDS_AT_ONCE === 0) await world.intact(...clients.splice(0))
    }
    await world.intact(...clients)
    return outcome
  } catch (error) {
    throw new Error(`seed ${seed}, round ${outcome.rounds + 1}: ${(error as Error).message}`, { cause: error })
  }
}

type Expected = { readonly api: Api; readonly version: number; readonly correlationId: number }

const hostileWords = [
  '',
  '*',
  '..',
  'precious',
  'behind-the-victim',
  'victim:g1',
  '__consumer_offsets',
  'a'.repeat(300),
  'ü\0\n',
]
const hostileNumbers = [-(2 ** 31), -2, -1, 0, 1, 7, 127, 2 ** 31 - 1]
const hostileBigints = [-(2n ** 63n), -2n, -1n, 0n, 1n, 2n ** 63n - 1n]

/** One connection from its first byte to its last. */
class Round {
  readonly #world: World
  readonly #random: Random
  readonly #outcome: FuzzOutcome
  readonly #names: Names
  readonly #learned = new Map<string, unknown[]>()
  readonly #expected: Expected[] = []
  #client!: RawClient
  #waiting: Promise<Buffer | undefined> | undefined
  #correlationId = 0
  /** Whether bytes are sent that are no request, and requests that are not offered: most of them end the connection. */
  readonly #wild: boolean
  /** True once bytes were sent whose answers nobody can foresee. */
  #blind = false
  #versions: ReadonlyMap<number, readonly [number, number]> = new Map()

  constructor(world: World, random: Random, outcome: FuzzOutcome) {
    this.#world = world
    this.#random = random
    this.#outcome = outcome
    this.#wild = random.oneOf(3)
    const number = random.below(50)
    this.#names = { group: `g${number}`, transactionalId: `t${number}` }
  }

  async run(): Promise<RawClient> {
    const random = this.#random
    const user = random.pick(['admin', 'admin', 'user1', 'user1', undefined])
    this.#client = await this.#world.client(user)
    if (user) await this.#learnVersions()
    else this.#blind = true
    const frames = this.#story().map(name => this.#frame(name))
    await random
      .pick([this.#oneByOne, this.#oneByOne, this.#pipelined, this.#inPieces, this.#slowly, this.#briefly])
      .call(this, frames)
    if (!this.#client.open) this.#outcome.ended += 1
    this.#client[Symbol.dispose]()
    return this.#client
  }

  async #learnVersions(): Promise<void> {
    const body = { clientSoftwareName: 'fuzzer', clientSoftwareVersion: '1' }
    const answer = await this.#client.ask(apiNamed('ApiVersions'), 3, body)
    this.#versions = new Map(
      answer?.apiKeys.map(({ apiKey, minVersion, maxVersion }: Body) => [
        apiKey,
        [apiKey === 0 ? 3 : minVersion, maxVersion],
      ]),
    )
  }

  /** The APIs of a story, in their order or in another, or any. */
  #story(): string[] {
    const random = this.#random
    const names = [...random.pick(Object.values(stories))]
    if (random.oneOf(4)) return names.map(() => random.pick(apiNames))
    if (random.oneOf(3)) for (let i = 0; i < names.length; i++) names[i] = random.pick(names)
    return names
  }

  /** Made when it is its turn, for it may say what was answered until then. */
  #frame(name: string): () => Buffer {
    return () => {
      this.#outcome.frames += 1
      if (this.#wild && this.#random.oneOf(3)) return this.#random.oneOf(2) ? this.#anything() : this.#damaged(name)
      return this.#request(name, this.#random.oneOf(4))
    }
  }

  #request(name: string, distorted: boolean): Buffer {
    const random = this.#random
    const api = apiNamed(name)
    const [first, last] = this.#versions.get(api.key) ?? api.versions
    const version = random.between(first, last)
    const made = () => bodyOf(name, this.#know, this.#names, version)
    const body = made()
    if (distorted) this.#distort(body)
    return this.#written(api, version, body) ?? this.#written(api, version, made()) ?? this.#anything()
  }

  /** Undefined where the version has no form for the body. */
  #written(api: Api, version: number, body: Body): Buffer | undefined {
    const correlationId = ++this.#correlationId
    try {
      const bytes = Buffer.concat(writeRequest(api, version, { correlationId, clientId: 'fuzzer' }, body))
      if (api.name !== 'Produce' || body.acks !== 0) this.#expected.push({ api, version, correlationId })
      return bytes
    } catch {
      return undefined
    }
  }

  /** An API in any of its versions, offered here or not. */
  #anything(): Buffer {
    const random = this.#random
    const api = random.pick([...apis.values()])
    const version = random.between(...api.versions)
    this.#blind = true
    const body = sample(api.request, version, random.pick(['shown', ...hostileWords]))
    return Buffer.concat(writeRequest(api, version, { correlationId: 1, clientId: random.pick(hostileWords) }, body))
  }

  #damaged(name: string): Buffer {
    const random = this.#random
    const bytes = random.oneOf(3) ? random.bytes(200) : this.#request(name, true)
    this.#blind = true
    for (let flips = random.below(4); flips > 0; flips--) bytes[random.between(0, bytes.length - 1)] = random.below(256)
    if (!random.oneOf(4) && bytes.length > 4) bytes.writeInt32BE(bytes.length - 4)
    return bytes
  }

  /** Puts what does not belong there in place of one value somewhere in the body. */
  #distort(body: Body): void {
    const random = this.#random
    const places: [holder: any, key: string | number][] = []
    const visit = (holder: any): void => {
      for (const key of Object.keys(holder)) {
        places.push([holder, key])
        const value = holder[key]
        if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) visit(value)
      }
    }
    visit(body)
    if (places.length === 0) return
    const [holder, key] = random.pick(places)
    holder[key] = this.#other(holder[key])
  }

  #other(value: unknown): unknown {
    const random = this.#random
    if (random.oneOf(12)) return null
    if (typeof value === 'string') return random.pick(hostileWords)
    if (typeof value === 'number') return random.pick(hostileNumbers)
    if (typeof value === 'bigint') return random.pick(hostileBigints)
    if (typeof value === 'boolean') return !value
    if (Buffer.isBuffer(value)) return random.bytes(100)
    if (Array.isArray(value))
      return random.oneOf(2)
        ? []
        : Array(random.pick([2, 3, 500]))
            .fill(value)
            .flat()
    return value
  }

  /** Mostly what an answer said under that name, sometimes a little beside it. */
  readonly #know: Know = (names, otherwise) => {
    const random = this.#random
    const known = names.flatMap(name => this.#learned.get(name) ?? [])
    if (known.length === 0 || random.oneOf(12)) return otherwise
    const value = random.pick(known) as any
    const near = random.oneOf(12)
    if (near && typeof value === 'number') return value + random.pick([-1, 1])
    if (near && typeof value === 'bigint') return value + random.pick([-1n, 1n])
    return value
  }

  async #oneByOne(frames: readonly (() => Buffer)[]): Promise<void> {
    for (const frame of frames) {
      this.#client.raw(frame())
      await this.#answers()
      if (!this.#client.open) return
    }
  }

  async #pipelined(frames: readonly (() => Buffer)[]): Promise<void> {
    for (const frame of frames) this.#client.raw(frame())
    await this.#answers()
  }

  async #inPieces(frames: readonly (() => Buffer)[]): Promise<void> {
    let bytes = Buffer.concat(frames.map(frame => frame()))
    if (this.#random.oneOf(2)) bytes = bytes.subarray(0, bytes.length - 1)
    for (let at = 0, size = 0; at < bytes.length; at += size) {
      size = this.#random.between(1, 400)
      this.#client.raw(bytes.subarray(at, at + size))
      await new Promise(setImmediate)
    }
    await this.#answers()
  }

  async #slowly(frames: readonly (() => Buffer)[]): Promise<void> {
    this.#client.reading(false)
    for (let times = this.#random.between(1, 30); times > 0; times--)
      for (const frame of frames) this.#client.raw(frame())
    await delay(this.#random.below(50))
    this.#client.reading(true)
    await this.#answers()
  }

  /** Goes away in the middle of the answers. */
  async #briefly(frames: readonly (() => Buffer)[]): Promise<void> {
    for (const frame of frames) this.#client.raw(frame())
    await this.#next(this.#random.below(20))
  }

  /** Takes what comes until all that is due has come, or nothing comes for a while. */
  async #answers(): Promise<void> {
    while (this.#blind || this.#expected.length > 0) {
      const frame = await this.#next(this.#blind ? 20 : PATIENCE_MS)
      if (!frame) return
      this.#outcome.answers += 1
      if (!this.#blind) this.#take(frame)
    }
  }

  async #next(patienceMs: number): Promise<Buffer | undefined> {
    this.#waiting ??= this.#client.frame()
    const enough = new AbortController()
    const late = delay(patienceMs, undefined, { signal: enough.signal }).catch(() => undefined)
    const frame = await Promise.race([this.#waiting, late])
    enough.abort()
    if (frame) this.#waiting = undefined
    return frame
  }

  #take(frame: Buffer): void {
    const due = this.#expected.shift()
    ok(due, 'an answer came that nobody asked for')
    const { correlationId, body } = readResponse(due.api, due.version, new Reader(frame))
    strictEqual(correlationId, due.correlationId, `an answer to ${due.api.name}`)
    this.#outcome.apis[due.api.name] ??= { answered: 0, well: 0 }
    const count = this.#outcome.apis[due.api.name]!
    count.answered += 1
    if (codesOf(body).every(code => code === 0)) count.well += 1
    this.#learn(body)
  }

  #learn(value: unknown): void {
    if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return
    for (const [name, each] of Object.entries(value)) {
      if (typeof each === 'object') this.#learn(each)
      else this.#learned.set(name, [...(this.#learned.get(name) ?? []).slice(-7), each])
    }
  }
}
