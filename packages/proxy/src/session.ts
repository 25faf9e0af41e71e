import type { Socket } from 'node:net'
import {
  type Api,
  apis,
  type Body,
  Framer,
  ProtocolError,
  Reader,
  read,
  readRequestHeader,
  type Slices,
  writeResponse,
} from '@tidegate/protocol'
import type { Admission } from './admission.ts'
import {
  answerApiVersions,
  apiVersions,
  own,
  saslAuthenticate,
  saslHandshake,
  unsupportedApiVersions,
} from './api-versions.ts'
import { Authentication, type Step } from './authentication.ts'
import type { Client, Identity, Log } from './exchange.ts'
import type { Caller, Gate, Observer } from './gate.ts'
import type { Limits } from './limits.ts'
import type { UpstreamConnection } from './upstream.ts'

export type SessionOptions<I extends Identity> = {
  readonly gate: Gate<I>
  readonly limits: Limits
  readonly admission: Admission
  readonly log: Log
  readonly observer: Observer<I>
  readonly now: () => number
}

/** Answers leave in the order of the requests: a later one waits here until those before it have left. */
type Reply = { slices: readonly Buffer[] | undefined }

type Request = {
  readonly api: Api
  readonly version: number
  readonly correlationId: number
  readonly clientId: string | null
  readonly body: Body
}

/**
 * One client connection. The next frame is served only once the request before it has reached the broker or is answered,
 * so a broker sees the requests of a client in the client's order.
 */
export class Session<I extends Identity> {
  readonly #socket: Socket
  readonly #options: SessionOptions<I>
  readonly #client: Client
  readonly #authentication: Authentication<I>
  readonly #framer: Framer
  readonly #frames: Slices[] = []
  readonly #replies: Reply[] = []
  /** Until then the client must have authenticated, or afterwards again. */
  #deadline: NodeJS.Timeout
  #caller: Caller<I> | undefined
  #upstream: UpstreamConnection | undefined
  #busy = false
  #draining = false
  #pumping = false
  #state: 'serving' | 'ending' | 'closed' = 'serving'

  constructor(socket: Socket, options: SessionOptions<I>) {
    const { gate, limits, observer, now } = options
    this.#socket = socket
    this.#options = options
    this.#client = { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }
    this.#authentication = new Authentication({
      gate,
      client: this.#client,
      now,
    })
    this.#framer = new Framer(limits.handshakeFrameBytes)
    this.#deadline = setTimeout(() => this.#end('it did not authenticate in time'), limits.authenticateMs)
    observer.opened(this.#client)
    socket.setNoDelay(true)
    socket.setTimeout(limits.idleMs, () => this.close('nothing was sent for too long'))
    socket.on('data', chunk => this.#receive(chunk))
    socket.on('drain', () => {
      this.#upstream?.resume()
      this.#pump()
    })
    socket.on('error', error => this.close(error.message))
    socket.on('close', () => this.close('the client closed the connection'))
  }

  /** Ends the session where its right to be here is gone, now or when it will be. */
  recheck(): void {
    if (!this.#caller || this.#state !== 'serving') return
    clearTimeout(this.#deadline)
    const left = this.#options.gate.validUntil(this.#caller.identity) - this.#options.now()
    if (left <= 0) return this.#end('its credentials are not valid any more')
    if (left !== Number.POSITIVE_INFINITY)
      this.#deadline = setTimeout(() => this.recheck(), Math.min(left, LONGEST_TIMER_MS))
  }

  /** Serves nothing more, and ends once what is in flight is answered. */
  drain(): void {
    this.#draining = true
    this.#pump()
  }

  close(reason: string): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    clearTimeout(this.#deadline)
    this.#frames.length = 0
    this.#socket.destroy()
    this.#upstream?.close()
    if (this.#caller) this.#options.admission.signOut(this.#caller.identity.principal)
    this.#options.observer.closed(this.#caller?.identity, this.#client)
    this.#options.log.debug(
      { client: this.#client, user: this.#caller?.identity.user, reason },
      'a client connection ended',
    )
  }

  /** Reads no more and closes once what was answered is sent. */
  #end(cause: string): void {
    if (this.#state !== 'serving') return
    this.#state = 'ending'
    if (!this.#caller) this.#options.observer.refused(cause, this.#client)
    this.#options.log.info(
      { client: this.#client, user: this.#caller?.identity.user, cause },
      'the gateway ends a client connection',
    )
    this.#socket.setTimeout(ENDING_MS)
    this.#socket.end(() => this.close(cause))
  }

  #receive(chunk: Buffer): void {
    if (this.#state !== 'serving') return
    try {
      for (const frame of this.#framer.push(chunk)) this.#frames.push(frame)
    } catch (error) {
      return this.#broken(error)
    }
    this.#pump()
  }

  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    while (
      this.#state === 'serving' &&
      !this.#draining &&
      !this.#busy &&
      !this.#socket.writableNeedDrain &&
      this.#replies.length < this.#options.limits.inFlight
    ) {
      const frame = this.#frames.shift()
      if (!frame) break
      this.#accept(frame)
    }
    this.#pumping = false
    if (this.#draining && !this.#busy && this.#replies.length === 0) return this.#end('the gateway stops')
    if (this.#state !== 'serving') return
    if (this.#frames.length > 0 || this.#busy || this.#socket.writableNeedDrain || this.#upstream?.blocked)
      this.#socket.pause()
    else this.#socket.resume()
  }

  #accept(frame: Slices): void {
    try {
      if (!this.#caller && this.#authentication.raw) return this.#rawToken(frame)
      const request = this.#parse(frame)
      if (!request) return
      if (this.#caller) this.#serve(request, this.#caller)
      else this.#authenticate(request)
    } catch (error) {
      this.#broken(error)
    }
  }

  /** Key and version are judged before the body is parsed; what is not offered here ends the connection, as at a broker. */
  #parse(frame: Slices): Request | undefined {
    const reader = new Reader(frame, 'drop')
    const { apiKey, apiVersion: version, correlationId, clientId } = readRequestHeader(reader)
    const api = apis.get(apiKey)
    const range = own.find(each => each === api)?.versions ?? (this.#caller && this.#options.gate.offered().get(apiKey))
    if (api === apiVersions && version > api.versions[1]) {
      this.#answer({ api, version: 0, correlationId }, unsupportedApiVersions())
      return undefined
    }
    if (!api || !range || version < range[0] || version > range[1]) {
      this.#end(`it sent API ${apiKey} version ${version}, which is not offered here`)
      return undefined
    }
    const body = read(api.request, version, reader)
    reader.end()
    return { api, version, correlationId, clientId, body }
  }

  #rawToken(frame: Slices): void {
    this.#turn(async () => {
      const { identity, over } = await this.#authentication.token(Buffer.concat(frame))
      if (identity) this.#open(identity)
      if (identity) this.#send([Buffer.alloc(4)])
      if (over !== undefined) this.#end(over)
    })
  }

  #authenticate(request: Request): void {
    this.#turn(async () =>
      this.#step(await this.#authentication.accept(request.api, request.version, request.body), request),
    )
  }

  #step({ answer, identity, over }: Step<I>, request: Request): void {
    if (identity) this.#open(identity)
    if (answer) this.#answer(request, answer)
    if (over !== undefined) this.#end(over)
  }

  #open(identity: I): void {
    if (this.#state !== 'serving') return
    if (!this.#caller && !this.#signIn(identity)) return
    this.#framer.maxBytes = this.#options.limits.frameBytes
    this.#caller = { identity, client: this.#client }
    this.recheck()
  }

  #signIn(identity: I): boolean {
    const { admission, observer } = this.#options
    const refused = admission.signIn(identity.principal)
    if (refused) observer.limited(refused, this.#client)
    if (refused) this.#end(`the limit ${refused} is reached for ${identity.principal}`)
    else observer.authenticated(identity, this.#client)
    return !refused
  }

  #serve(request: Request, caller: Caller<I>): void {
    const { api, version, body } = request
    if (api === apiVersions) return this.#answer(request, answerApiVersions(body, version, this.#options.gate))
    if (api === saslHandshake || api === saslAuthenticate) return this.#authenticate(request)
    if (this.#authentication.pending) return this.#end('it sent a request between a handshake and its token')
    if (this.#options.gate.validUntil(caller.identity) <= this.#options.now())
      return this.#end('its credentials are not valid any more')
    const reply: Reply = { slices: undefined }
    this.#replies.push(reply)
    this.#turn(release => this.#exchange({ ...request, caller, reply, release }))
  }

  async #exchange(work: Request & { caller: Caller<I>; reply: Reply; release: () => void }): Promise<void> {
    const { api, version, correlationId, caller, reply, release } = work
    const started = performance.now()
    const response = await this.#options.gate.serve(work, caller, async (to, toVersion, body) => {
      this.#upstream ??= await this.#dial()
      const sent = this.#upstream.send(to, toVersion, body, work.clientId)
      release()
      return sent
    })
    reply.slices = response ? writeResponse(api, version, correlationId, response) : []
    this.#options.observer.served(api.name, caller.identity, (performance.now() - started) / 1000)
    this.#flush()
  }

  /** Nothing more is served until the work is done or calls `release`. */
  #turn(work: (release: () => void) => Promise<void>): void {
    this.#busy = true
    let over = false
    const release = () => {
      if (over) return
      over = true
      this.#busy = false
      this.#pump()
    }
    work(release).then(release, error => this.#broken(error))
  }

  async #dial(): Promise<UpstreamConnection> {
    const upstream = await this.#options.gate.dial()
    upstream.onClose = error => this.close(`the connection to the broker ended: ${error.message}`)
    upstream.onDrain = () => this.#pump()
    if (this.#state === 'closed') upstream.close()
    return upstream
  }

  #answer({ api, version, correlationId }: Pick<Request, 'api' | 'version' | 'correlationId'>, body: Body): void {
    this.#replies.push({ slices: writeResponse(api, version, correlationId, body) })
    this.#flush()
  }

  #flush(): void {
    for (let first = this.#replies[0]; first?.slices; first = this.#replies[0]) {
      this.#replies.shift()
      this.#send(first.slices)
    }
    this.#pump()
  }

  #send(slices: readonly Buffer[]): void {
    if (this.#state !== 'serving' || slices.length === 0) return
    this.#socket.cork()
    for (const slice of slices) this.#socket.write(slice)
    this.#socket.uncork()
    if (this.#socket.writableNeedDrain) this.#upstream?.pause()
  }

  #broken(error: unknown): void {
    if (error instanceof ProtocolError) return this.#end(`it sent a frame that is not valid: ${error.message}`)
    if (this.#state !== 'serving') return
    const cause = error instanceof Error ? error.cause : undefined
    this.#options.log.warn({ client: this.#client, error, cause }, 'a request could not be served')
    this.close('a request could not be served')
  }
}

/** Node's timers hold 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** How long a client may take to read its last answer. */
const ENDING_MS = 5_000
