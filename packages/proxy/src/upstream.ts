import { randomBytes } from 'node:crypto'
import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { GatewayError } from '@tidegate/errors'
import {
  type Api,
  apiNamed,
  type Body,
  type Frame,
  Framer,
  frameLayout,
  readResponse,
  type Sink,
  writeRequest,
} from '@tidegate/protocol'
import { upstreamLimits } from './limits.ts'
import { hasLeft, writeAll } from './outbox.ts'
import { memory, onreadInto, WRITE_HIGH_WATER_MARK } from './reads.ts'
import { type SaslCredentials, saslClient } from './sasl-client.ts'

export type Address = { readonly host: string; readonly port: number }

export type UpstreamSettings = {
  readonly bootstrap: readonly Address[]
  readonly tls?: ConnectionOptions
  readonly sasl?: SaslCredentials
  readonly clientId: string
  /** How long connecting and signing in may take, and each answer on a connection that holds no long polls. */
  readonly timeoutMs?: number
}

/** Who waits for a response. */
export type Waiter = {
  /** The frame is the waiter's from now on. What it throws ends the connection. */
  take(response: Frame): void
  fail(error: Error): void
  /** Asked where a response begins and no other stands before it: what takes it as it arrives, instead of `take`. */
  stream?(coming: Coming): Sink | undefined
}

/** A response that has begun. */
export type Coming = {
  /** Its size included. */
  readonly bytes: number
  /** What it has to carry. */
  readonly correlationId: number
  /** It was taken whole. */
  arrived(): void
  /** It is not what it should be. */
  fail(error: Error): void
}

const saslHandshake = apiNamed('SaslHandshake')
const saslAuthenticate = apiNamed('SaslAuthenticate')

/** KIP-368: a client re-authenticates well before the session lifetime the broker announced is over. */
const REAUTHENTICATE_AT = 0.85

/**
 * One authenticated connection to a physical broker. A broker answers in order, so responses match requests first in,
 * first out; a response that does not ends the connection. Every failure ends it, and rejects whatever still waits.
 */
export class UpstreamConnection {
  readonly #settings: UpstreamSettings
  readonly #framer = new Framer(
    upstreamLimits.frameBytes,
    (bytes, before) => this.#sinkFor(bytes, before) ?? this.admit(bytes),
    memory,
  )
  readonly #socket: Socket
  readonly #waiters: Waiter[] = []
  /** Of the responses that are due, which are as many as there are waiters. */
  readonly #due: number[] = []
  #correlationId = 0
  #held: (() => void)[] | undefined
  #reauthentication: NodeJS.Timeout | undefined
  #failure: Error | undefined
  #paused = false
  /** Asked before a response is read; where it says no, nothing is read until `proceed`. */
  admit: (bytes: number) => boolean = () => true
  readonly #ended = Promise.withResolvers<void>()
  /** Resolves when the connection is gone. */
  readonly closed = this.#ended.promise
  /** Called once, when the connection is gone. */
  onClose: (error: Error) => void = () => {}
  /** Called when a blocked connection takes bytes again. */
  onDrain: () => void = () => {}

  private constructor(address: Address, settings: UpstreamSettings) {
    this.#settings = settings
    const socket = openSocket(
      address,
      settings,
      onreadInto(this.#framer, frames => this.#receive(frames)),
    )
    this.#socket = socket
    socket.setNoDelay(true)
    if (settings.tls) socket.on('data', chunk => this.#receive(this.#framer.push(chunk)))
    socket.on('drain', () => this.onDrain())
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the broker closed the connection')))
  }

  /** Resolves when the broker takes requests; rejects with UPSTREAM_UNAVAILABLE, whose message names no host. */
  static async connect(address: Address, settings: UpstreamSettings): Promise<UpstreamConnection> {
    const { timeoutMs = upstreamLimits.connectMs } = settings
    let connection: UpstreamConnection | undefined
    try {
      connection = new UpstreamConnection(address, settings)
      await connection.#within(timeoutMs, connection.#connected())
      if (settings.sasl) await connection.#within(timeoutMs, connection.#authenticate())
      return connection
    } catch (cause) {
      connection?.close()
      if (cause instanceof GatewayError) throw cause
      throw new GatewayError('UPSTREAM_UNAVAILABLE', 'A broker of the physical cluster cannot be reached', cause)
    }
  }

  /** True while the socket holds more than its high-water mark: the caller stops reading until `onDrain`. */
  get blocked(): boolean {
    return this.#socket.writableNeedDrain
  }

  /** True while some of what was sent has not left. */
  get sending(): boolean {
    return !hasLeft(this.#socket)
  }

  get inFlight(): number {
    return this.#waiters.length
  }

  /** True where `forward` may be called: not while a re-authentication is under way, nor after the end. */
  get forwards(): boolean {
    return !this.#failure && !this.#held
  }

  /** A request as the frame it came in, its correlation id to be set. Its memory is given back once it has left. */
  forward(request: Frame, waiter: Waiter): void {
    this.#sendExpecting(request.slices, waiter)
    // What has not left now is left to the garbage collector: that is rare, and nothing has to be kept for it.
    if (hasLeft(this.#socket)) request.release()
  }

  #sendExpecting(slices: readonly Buffer[], waiter: Waiter): void {
    slices[0]?.writeInt32BE(this.#expect(waiter), frameLayout.request.correlationId)
    writeAll(this.#socket, slices)
  }

  /**
   * Writes at once, unless a re-authentication is under way; requests leave in the order of the calls. `readAs` is given
   * the response, of which the body may hold views; nobody else knows when it is not used any more.
   */
  send(
    api: Api,
    version: number,
    body: Body,
    clientId: string | null = this.#settings.clientId,
    readAs?: (response: Frame) => Body,
  ): Promise<Body | undefined> {
    if (this.#failure) return Promise.reject(this.#failure)
    const write = () => this.#write(api, version, body, clientId, readAs)
    if (!this.#held) return write()
    const held = this.#held
    return new Promise<void>(resolve => held.push(resolve)).then(write)
  }

  /** As `send`, on a connection whose requests are all answered at once: a broker that does not has hung, and is left. */
  ask(api: Api, version: number, body: Body): Promise<Body> {
    return this.#within(
      this.#settings.timeoutMs ?? upstreamLimits.connectMs,
      this.send(api, version, body) as Promise<Body>,
    )
  }

  async #within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#fail(new Error(`the broker did not answer within ${timeoutMs} ms`)), timeoutMs)
    try {
      return await answer
    } finally {
      clearTimeout(timer)
    }
  }

  pause(): void {
    this.#paused = true
    this.#socket.pause()
  }

  resume(): void {
    this.#paused = false
    if (!this.#framer.waiting) this.#socket.resume()
  }

  /** Reads the response that was not admitted before. */
  proceed(): void {
    this.#take(this.#framer.proceed())
    if (!this.#paused && !this.#framer.waiting) this.#socket.resume()
  }

  close(): void {
    this.#fail(new Error('the gateway closed the connection'))
  }

  #write(
    api: Api,
    version: number,
    body: Body,
    clientId: string | null,
    readAs?: (response: Frame) => Body,
  ): Promise<Body | undefined> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (api.name === 'Produce' && body.acks === 0) {
      writeAll(this.#socket, writeRequest(api, version, { correlationId: this.#nextId(), clientId }, body))
      return Promise.resolve(undefined)
    }
    return new Promise((resolve, reject) => {
      const take = (response: Frame) => {
        resolve(readAs ? readAs(response) : readResponse(api, version, response.reader()).body)
      }
      // What cannot be written is not waited for.
      const slices = writeRequest(api, version, { correlationId: 0, clientId }, body)
      this.#sendExpecting(slices, { take, fail: reject })
    })
  }

  #nextId(): number {
    this.#correlationId = (this.#correlationId + 1) & 0x7fffffff
    return this.#correlationId
  }

  #expect(waiter: Waiter): number {
    const correlationId = this.#nextId()
    this.#waiters.push(waiter)
    this.#due.push(correlationId)
    return correlationId
  }

  #receive(frames: readonly Frame[]): void {
    this.#take(frames)
    if (this.#framer.waiting) this.#socket.pause()
  }

  #take(frames: readonly Frame[]): void {
    if (this.#failure) return
    try {
      for (const frame of frames) this.#answer(frame)
      if (this.#framer.refused) throw this.#framer.refused
    } catch (error) {
      this.#fail(error as Error)
    }
  }

  #sinkFor(bytes: number, before: number): Sink | undefined {
    const correlationId = this.#due[0]
    if (before > 0 || correlationId === undefined) return undefined
    const arrived = () => {
      this.#waiters.shift()
      this.#due.shift()
    }
    return this.#waiters[0]?.stream?.({ bytes, correlationId, arrived, fail: error => this.#fail(error) })
  }

  #answer(frame: Frame): void {
    const { correlationId, rest } = frameLayout.response
    const waiter = this.#waiters.shift()
    const due = this.#due.shift()
    if (!waiter) throw new Error('the broker sent a response that nothing waits for')
    try {
      const answered = frame.bytes < rest ? undefined : frame.slices[0]?.readInt32BE(correlationId)
      if (answered !== due) throw new Error(`the broker answered ${answered} where ${due} was due`)
      waiter.take(frame)
    } catch (error) {
      waiter.fail(error as Error)
      throw error
    }
  }

  #connected(): Promise<void> {
    const connected = this.#settings.tls ? 'secureConnect' : 'connect'
    return new Promise((resolve, reject) => {
      this.#socket.once(connected, resolve)
      void this.closed.then(() => reject(this.#failure))
    })
  }

  async #authenticate(): Promise<void> {
    const { sasl } = this.#settings
    if (!sasl) return
    const exchange = saslClient({ ...sasl, random: () => randomBytes(24).toString('base64url') })
    const clientId = this.#settings.clientId
    const handshake = (await this.#write(saslHandshake, 1, { mechanism: sasl.mechanism }, clientId)) as Body
    if (handshake.errorCode !== 0)
      throw new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        `The physical cluster does not offer the SASL mechanism ${sasl.mechanism}`,
      )
    let lifetimeMs = 0n
    for (let token: Buffer | undefined = exchange.first(); token; ) {
      const answer = (await this.#write(saslAuthenticate, 1, { authBytes: token }, clientId)) as Body
      if (answer.errorCode !== 0)
        throw new GatewayError(
          'UPSTREAM_UNAVAILABLE',
          'The physical cluster refused the gateway’s credentials',
          answer.errorMessage,
        )
      lifetimeMs = answer.sessionLifetimeMs
      token = await exchange.next(answer.authBytes)
    }
    if (lifetimeMs > 0n) this.#reauthenticateIn(Number(lifetimeMs) * REAUTHENTICATE_AT)
  }

  /** KIP-368 allows nothing between the handshake and its tokens: requests made meanwhile are held back. */
  #reauthenticateIn(delayMs: number): void {
    this.#reauthentication = setTimeout(async () => {
      this.#held = []
      try {
        await this.#authenticate()
      } catch (error) {
        this.#fail(error as Error)
      }
      const held = this.#held
      this.#held = undefined
      for (const release of held) release()
    }, delayMs).unref()
  }

  #fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    clearTimeout(this.#reauthentication)
    this.#socket.destroy()
    for (const waiter of this.#waiters.splice(0)) waiter.fail(error)
    this.#ended.resolve()
    this.onClose(error)
  }
}

function openSocket({ host, port }: Address, { tls }: UpstreamSettings, onread: OnReadOpts): Socket {
  // What TLS deciphers comes in buffers of its own.
  if (tls) return connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...tls })
  return connectTcp({ host, port, onread, writableHighWaterMark: WRITE_HIGH_WATER_MARK } as Parameters<
    typeof connectTcp
  >[0] &
    object)
}
