import { randomBytes } from 'node:crypto'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { GatewayError } from '@tidegate/errors'
import {
  type Api,
  apiNamed,
  type Body,
  Framer,
  Reader,
  readResponse,
  type Slices,
  writeRequest,
} from '@tidegate/protocol'
import { upstreamLimits } from './limits.ts'
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

type Pending = {
  readonly api: Api
  readonly version: number
  readonly correlationId: number
  readonly resolve: (body: Body) => void
  readonly reject: (error: Error) => void
  readonly arrived: ((bytes: number) => void) | undefined
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
  readonly #socket: Socket
  readonly #settings: UpstreamSettings
  readonly #framer = new Framer(upstreamLimits.frameBytes, bytes => this.admit(bytes))
  readonly #pending: Pending[] = []
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

  private constructor(socket: Socket, settings: UpstreamSettings) {
    this.#socket = socket
    this.#settings = settings
    socket.setNoDelay(true)
    socket.on('data', chunk => this.#receive(chunk))
    socket.on('drain', () => this.onDrain())
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the broker closed the connection')))
  }

  /** Resolves when the broker takes requests; rejects with UPSTREAM_UNAVAILABLE, whose message names no host. */
  static async connect(address: Address, settings: UpstreamSettings): Promise<UpstreamConnection> {
    const { timeoutMs = upstreamLimits.connectMs } = settings
    let connection: UpstreamConnection | undefined
    try {
      connection = new UpstreamConnection(await openSocket(address, settings), settings)
      await connection.#within(timeoutMs, connection.#authenticate())
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

  get inFlight(): number {
    return this.#pending.length
  }

  /**
   * Writes at once, unless a re-authentication is under way; requests leave in the order of the calls. `arrived` is told
   * the size of the response.
   */
  send(
    api: Api,
    version: number,
    body: Body,
    clientId: string | null = this.#settings.clientId,
    arrived?: (bytes: number) => void,
  ): Promise<Body | undefined> {
    if (this.#failure) return Promise.reject(this.#failure)
    const write = () => this.#write(api, version, body, clientId, arrived)
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
    this.#take(() => this.#framer.proceed())
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
    arrived?: (bytes: number) => void,
  ): Promise<Body | undefined> {
    if (this.#failure) return Promise.reject(this.#failure)
    this.#correlationId = (this.#correlationId + 1) & 0x7fffffff
    const correlationId = this.#correlationId
    this.#socket.cork()
    for (const slice of writeRequest(api, version, { correlationId, clientId }, body)) this.#socket.write(slice)
    this.#socket.uncork()
    if (api.name === 'Produce' && body.acks === 0) return Promise.resolve(undefined)
    return new Promise((resolve, reject) =>
      this.#pending.push({ api, version, correlationId, resolve, reject, arrived }),
    )
  }

  #receive(chunk: Buffer): void {
    this.#take(() => this.#framer.push(chunk))
    if (this.#framer.waiting) this.#socket.pause()
  }

  #take(frames: () => Slices[]): void {
    if (this.#failure) return
    try {
      for (const frame of frames()) this.#answer(frame)
      if (this.#framer.refused) throw this.#framer.refused
    } catch (error) {
      this.#fail(error as Error)
    }
  }

  #answer(frame: Slices): void {
    const next = this.#pending.shift()
    if (!next) throw new Error('the broker sent a response that nothing waits for')
    next.arrived?.(frame.reduce((bytes, slice) => bytes + slice.length, 4))
    const { correlationId, body } = this.#read(next, frame)
    if (correlationId === next.correlationId) return next.resolve(body)
    const error = new Error(`the broker answered ${correlationId} where ${next.correlationId} was due`)
    next.reject(error)
    throw error
  }

  #read(next: Pending, frame: Slices) {
    try {
      return readResponse(next.api, next.version, new Reader(frame, 'drop'))
    } catch (error) {
      next.reject(error as Error)
      throw error
    }
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
    for (const { reject } of this.#pending.splice(0)) reject(error)
    this.#ended.resolve()
    this.onClose(error)
  }
}

function openSocket({ host, port }: Address, settings: UpstreamSettings): Promise<Socket> {
  const socket = settings.tls
    ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...settings.tls })
    : connectTcp({ host, port })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => socket.destroy(new Error('connecting took too long')),
      settings.timeoutMs ?? upstreamLimits.connectMs,
    )
    const failed = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    socket.once('error', failed)
    socket.once(settings.tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', failed)
      resolve(socket)
    })
  })
}
