import { connect, type Socket } from 'node:net'
import { GatewayError } from '@tidegate/errors'
import { type Api, apiNamed, type Body, Framer, Reader, readResponse, writeRequest } from '@tidegate/protocol'
import {
  Budget,
  Connections,
  defaultLimits,
  type Gate,
  type Identity,
  type Limits,
  Listener,
  newCounts,
} from '../src/index.ts'

export const apiVersions = apiNamed('ApiVersions')
export const handshake = apiNamed('SaslHandshake')
export const authenticate = apiNamed('SaslAuthenticate')
export const heartbeat = apiNamed('Heartbeat')

export type Options = Partial<Gate<Identity>> & {
  refusals?: string[]
  limited?: string[]
  some?: Partial<Limits>
  now?: () => number
}

/** A listener whose gate does what a test says. */
export async function listen({ refusals = [], limited = [], some = {}, now = Date.now, ...overrides }: Options = {}) {
  const gate: Gate<Identity> = {
    offered: () => new Map([[heartbeat.key, [0, 3]]]),
    features: () => ({ supportedFeatures: [], finalizedFeatures: [], finalizedFeaturesEpoch: 0n }),
    authenticate: async ({ username, password }) => {
      if (password === 'right') return { user: username, principal: username }
      throw new GatewayError('UNAUTHENTICATED', 'the password is wrong')
    },
    validUntil: ({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt,
    serve: async () => ({ errorCode: 0 }),
    passer: () => () => undefined,
    dial: () => Promise.reject(new Error('nothing is behind this gate')),
    ...overrides,
  }
  const observer = {
    opened() {},
    authenticated() {},
    refused: (_: string, reason: string) => void refusals.push(reason),
    limited: (limit: string) => void limited.push(limit),
    meter: () => ({ served() {} }),
    closed() {},
  }
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const limits = { ...defaultLimits, frameBytes: 1000, handshakeFrameBytes: 500, ...some }
  const budget = () => new Budget({ most: limits.bufferedBytes / 2, now, patienceMs: 100 })
  const budgets = { requests: budget(), responses: budget() }
  const listener = await Listener.start(
    { host: '127.0.0.1', port: 0 },
    { gate, limits, admission: new Connections(limits, newCounts(1), 0), budgets, log, observer, now },
  )
  return { port: listener.port, listener, budgets, [Symbol.asyncDispose]: () => listener.stop(0) }
}

/** A client that sends whole frames or raw bytes and waits for answers, or for the end of the connection. */
export class Client {
  readonly #socket: Socket
  readonly #framer: Framer
  readonly #answers: Buffer[] = []
  #ended = false
  #wake: () => void = () => {}

  constructor(port: number, maxBytes = 1 << 20) {
    this.#framer = new Framer(maxBytes)
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.on('data', chunk => {
      for (const frame of this.#framer.push(chunk)) this.#answers.push(frame.payload())
      this.#wake()
    })
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  raw(bytes: Buffer): this {
    this.#socket.write(bytes)
    return this
  }

  send(api: Api, version: number, body: Body, correlationId = 1): this {
    return this.raw(Buffer.concat(writeRequest(api, version, { correlationId, clientId: 'test' }, body)))
  }

  /** Undefined once the connection has ended. */
  async frame(): Promise<Buffer | undefined> {
    while (this.#answers.length === 0 && !this.#ended)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    return this.#answers.shift()
  }

  async answer(api: Api, version: number) {
    const frame = await this.frame()
    return frame && readResponse(api, version, new Reader(frame))
  }

  /** Stops reading, so that answers pile up on the way; or goes on. */
  reading(on: boolean): void {
    if (on) this.#socket.resume()
    else this.#socket.pause()
  }

  async signIn(password = 'right', user = 'alice') {
    this.send(handshake, 1, { mechanism: 'PLAIN' })
    await this.answer(handshake, 1)
    this.send(authenticate, 2, { authBytes: Buffer.from(`\0${user}\0${password}`) })
    return this.answer(authenticate, 2)
  }

  [Symbol.dispose]() {
    this.#socket.destroy()
  }
}
