import type { Socket } from 'node:net'
import {
  type Api,
  apis,
  type Body,
  errorCodesIn,
  type Frame,
  frameLayout,
  ProtocolError,
  read,
  readRequestHeader,
  readResponse,
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
import { Authentication, type Over, type Step } from './authentication.ts'
import type { Budget, Holding } from './budget.ts'
import type { Client, Identity, Log } from './exchange.ts'
import type { Caller, Connected, Gate, Meter, Observer, Passer, Refusal } from './gate.ts'
import { Inbox } from './inbox.ts'
import type { Limit, Limits } from './limits.ts'
import { Outbox, type Reply } from './outbox.ts'
import { onreadInto, takenOver } from './reads.ts'
import { type Served, ShorterWay } from './shorter-way.ts'
import { Stay } from './stay.ts'
import type { UpstreamConnection } from './upstream.ts'

export type SessionOptions<I extends Identity> = {
  readonly gate: Gate<I>
  readonly limits: Limits
  readonly admission: Admission
  readonly budgets: { readonly requests: Budget; readonly responses: Budget }
  readonly log: Log
  readonly observer: Observer<I>
  readonly now: () => number
}

type Request = {
  readonly api: Api
  readonly version: number
  readonly correlationId: number
  readonly clientId: string | null
  readonly body: Body
  readonly frame: Frame
}

/** A request has a header of these bytes at least. */
const { apiKey: API_KEY_AT, apiVersion: VERSION_AT, clientId } = frameLayout.request
const HEADER_BYTES = clientId + 2

/**
 * One client connection. The next frame is served only once the request before it has reached the broker or is answered,
 * so a broker sees the requests of a client in the client's order.
 */
export class Session<I extends Identity> {
  readonly #socket: Socket
  readonly #options: SessionOptions<I>
  readonly #client: Client
  readonly #authentication: Authentication<I>
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #shorterWay: ShorterWay
  readonly #responses: Holding
  readonly #stay: Stay
  readonly #meters: Meter[] = []
  #seen: number
  #caller: Caller<I> | undefined
  #passer: Passer | undefined
  #reading = true
  #upstream: UpstreamConnection | undefined
  #dialing: Promise<UpstreamConnection> | undefined
  #busy = false
  #inFlightFull = false
  #draining = false
  #pumping = false
  #state: 'serving' | 'ending' | 'closed' = 'serving'

  /** `gone` is called once, when the connection is closed. */
  constructor(accepted: Socket, options: SessionOptions<I>, gone: () => void) {
    const { gate, limits, observer, now, budgets } = options
    this.#options = options
    this.#client = { host: accepted.remoteAddress ?? '', port: accepted.remotePort ?? 0 }
    this.#stay = new Stay({
      limits,
      now,
      late: () => this.#limit('authenticateMs', 'it did not authenticate in time', 'timeout'),
      over: () => this.#end({ refusal: 'credentials', reason: 'its credentials are not valid any more' }),
      idle: () => {
        observer.limited('idleMs', this.#client)
        this.close('nothing was sent for too long', 'timeout')
      },
    })
    this.#seen = this.#stay.since
    this.#authentication = new Authentication({ gate, client: this.#client, now })
    const requests = budgets.requests.open(
      () => this.#goOn(() => this.#inbox.proceed()),
      () => this.#evict(),
    )
    this.#responses = budgets.responses.open(
      () => {
        this.#shorterWay.granted()
        this.#upstream?.proceed()
      },
      () => this.#evict(),
    )
    this.#inbox = new Inbox({
      maxBytes: limits.handshakeFrameBytes,
      frameMs: limits.frameMs,
      holding: requests,
      now,
      paused: () => this.#socket.isPaused(),
      overdue: () => this.#limit('frameMs', 'a request of it took too long to arrive'),
      held: () => observer.limited('bufferedBytes', this.#client),
    })
    const { framer } = this.#inbox
    const taken = takenOver(
      accepted,
      onreadInto(framer, frames => this.#receive(frames)),
    )
    const socket = taken ?? accepted
    this.#socket = socket
    if (!taken) socket.on('data', chunk => this.#receive(framer.push(chunk)))
    this.#outbox = new Outbox({
      socket,
      requests,
      responses: this.#responses,
      sending: () => this.#upstream?.sending ?? false,
    })
    this.#shorterWay = new ShorterWay({
      socket,
      outbox: this.#outbox,
      responses: this.#responses,
      served: served => {
        this.#count(served)
        this.#flush()
      },
      moved: () => this.#moved(),
      proceed: () => this.#upstream?.proceed(),
      held: () => observer.limited('bufferedBytes', this.#client),
    })
    observer.opened(this.#client)
    socket.setNoDelay(true)
    socket.on('drain', () => {
      this.#stay.moved()
      this.#upstream?.resume()
      this.#pump()
    })
    socket.on('error', error => this.close(error.message))
    socket.on('close', () => {
      this.close('the client closed the connection')
      gone()
    })
    socket.resume()
  }

  /** Undefined until the client has authenticated. */
  get connected(): Connected<I> | undefined {
    return this.#caller && { ...this.#caller, since: this.#stay.since, seen: this.#seen }
  }

  /** Ends the session where its right to be here is gone, now or when it will be. */
  recheck(): void {
    if (!this.#caller || this.#state !== 'serving') return
    this.#stay.allow(this.#options.gate.validUntil(this.#caller.identity))
  }

  /** Serves nothing more, and ends once what is in flight is answered. */
  drain(): void {
    this.#draining = true
    this.#pump()
  }

  close(reason: string, refusal: Refusal = 'closed'): void {
    if (this.#state === 'closed') return
    const refused = this.#state === 'serving' && !this.#caller
    this.#state = 'closed'
    this.#stay[Symbol.dispose]()
    this.#inbox.close()
    this.#responses.close()
    this.#socket.destroy()
    this.#upstream?.close()
    if (this.#caller) this.#options.admission.signOut(this.#caller.identity.principal)
    if (refused) this.#options.observer.refused(refusal, reason, this.#client)
    this.#options.observer.closed(this.connected, this.#client)
    this.#options.log.debug(
      { client: this.#client, user: this.#caller?.identity.user, reason },
      'a client connection ended',
    )
  }

  /** Reads no more and closes once what was answered is sent. */
  #end({ refusal, reason }: Over): void {
    if (this.#state !== 'serving') return
    this.#state = 'ending'
    if (!this.#caller) this.#options.observer.refused(refusal, reason, this.#client)
    this.#options.log.info(
      { client: this.#client, user: this.#caller?.identity.user, cause: reason },
      'the gateway ends a client connection',
    )
    this.#stay[Symbol.dispose]()
    this.#socket.setTimeout(ENDING_MS, () => this.close(reason))
    this.#socket.end(() => this.close(reason))
  }

  #limit(limit: Limit, reason: string, refusal: Refusal = 'limit'): void {
    if (this.#state !== 'serving') return
    this.#options.observer.limited(limit, this.#client)
    this.#end({ refusal, reason })
  }

  /** It sits on more of the memory than any other and does not move: it has to connect again. */
  #evict(): void {
    this.#options.log.warn(
      { client: this.#client, user: this.#caller?.identity.user, limit: 'bufferedBytes' },
      'a client connection is ended to make room for others',
    )
    this.close('it held the memory that others waited for', 'limit')
  }

  /** Some of an answer was taken. */
  #moved(): void {
    this.#stay.moved()
    this.#responses.moved()
  }

  #receive(frames: readonly Frame[]): void {
    if (this.#state !== 'serving') return
    this.#stay.moved()
    this.#inbox.receive(frames)
    this.#pump()
  }

  #goOn(take: () => void): void {
    if (this.#state !== 'serving') return
    take()
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
      this.#outbox.size < this.#options.limits.inFlight
    ) {
      const frame = this.#inbox.next()
      if (!frame) break
      this.#accept(frame)
    }
    this.#pumping = false
    this.#noteFull()
    const idle = !this.#busy && this.#outbox.size === 0
    if (this.#draining && idle) return this.#end({ refusal: 'stopping', reason: 'the gateway stops' })
    if (this.#inbox.refused && idle) return this.#broken(this.#inbox.refused)
    if (this.#state !== 'serving') return
    this.#read(!this.#full)
  }

  #read(on: boolean): void {
    if (on === this.#reading) return
    this.#reading = on
    if (on) this.#socket.resume()
    else this.#socket.pause()
  }

  #noteFull(): void {
    const full = this.#inbox.size > 0 && this.#outbox.size >= this.#options.limits.inFlight
    if (full && !this.#inFlightFull) this.#options.observer.limited('inFlight', this.#client)
    this.#inFlightFull = full
  }

  get #full(): boolean {
    const behind = this.#inbox.size > 0 || this.#inbox.waiting || this.#busy
    return behind || this.#socket.writableNeedDrain || (this.#upstream?.blocked ?? false)
  }

  #accept(frame: Frame): void {
    this.#seen = this.#options.now()
    try {
      if (!this.#caller && this.#authentication.raw) return this.#rawToken(frame)
      if (this.#caller && this.#pass(frame)) return
      const request = this.#parse(frame)
      if (!request) return
      if (this.#caller) this.#serve(request, this.#caller)
      else this.#authenticate(request)
    } catch (error) {
      this.#broken(error)
    }
  }

  /** Key and version are judged before the body is parsed; what is not offered here ends the connection, as at a broker. */
  #parse(frame: Frame): Request | undefined {
    const reader = frame.reader()
    const { apiKey, apiVersion: version, correlationId, clientId } = readRequestHeader(reader)
    const api = apis.get(apiKey)
    const range = own.find(each => each === api)?.versions ?? (this.#caller && this.#options.gate.offered().get(apiKey))
    if (api === apiVersions && version > api.versions[1]) {
      this.#answer({ api, version: 0, correlationId, frame }, unsupportedApiVersions())
      return undefined
    }
    if (!api || !range || version < range[0] || version > range[1]) {
      this.#end(outOfPlace(`it sent API ${apiKey} version ${version}, which is not offered here`))
      return undefined
    }
    const body = read(api.request, version, reader)
    reader.end()
    return { api, version, correlationId, clientId, body, frame }
  }

  #rawToken(frame: Frame): void {
    this.#turn(async () => {
      const { identity, over } = await this.#authentication.token(frame.payload())
      if (identity) this.#open(identity)
      if (identity) this.#reply([Buffer.alloc(4)], frame)
      if (over) this.#end(over)
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
    if (over) this.#end(over)
  }

  #open(identity: I): void {
    if (this.#state !== 'serving') return
    if (!this.#caller && !this.#signIn(identity)) return
    this.#inbox.maxBytes = this.#options.limits.frameBytes
    this.#caller = { identity, client: this.#client }
    this.#passer = this.#options.gate.passer(this.#caller)
    this.recheck()
  }

  #signIn(identity: I): boolean {
    const { admission, observer } = this.#options
    const refused = admission.signIn(identity.principal)
    if (refused) this.#limit(refused, `the limit ${refused} is reached for ${identity.principal}`)
    else observer.authenticated(identity, this.#client)
    return refused === undefined
  }

  #serve(request: Request, caller: Caller<I>): void {
    const { gate } = this.#options
    const { api, version, body } = request
    if (api === apiVersions) return this.#answer(request, answerApiVersions({ body, version, gate }, this.#client))
    if (api === saslHandshake || api === saslAuthenticate) return this.#authenticate(request)
    if (this.#authentication.pending)
      return this.#end(outOfPlace('it sent a request between a handshake and its token'))
    if (gate.validUntil(caller.identity) <= this.#options.now()) return this.recheck()
    const reply = this.#outbox.place(request.frame)
    this.#turn(release => this.#exchange({ ...request, caller, reply, release }))
  }

  async #exchange(work: Request & { caller: Caller<I>; reply: Reply; release: () => void }): Promise<void> {
    const { api, version, correlationId, caller, reply, release } = work
    const started = performance.now()
    const response = await this.#options.gate.serve(work, caller, async (to, toVersion, body, readAs) => {
      this.#upstream ??= await this.#connect()
      const sent = this.#upstream.send(to, toVersion, body, work.clientId, answer => {
        reply.answers = [...reply.answers, answer]
        return readAs ? readAs(answer) : readResponse(to, toVersion, answer.reader()).body
      })
      release()
      return sent
    })
    reply.slices = response ? writeResponse(api, version, correlationId, response) : []
    const responseBytes = reply.slices.reduce((bytes, slice) => bytes + slice.length, 0)
    const errors = response ? errorCodesIn(api, response) : []
    this.#count({ apiKey: api.key, started, requestBytes: reply.requestBytes, responseBytes, errors })
    this.#flush()
  }

  /** False where there is no shorter way for it. */
  #pass(frame: Frame): boolean {
    const upstream = this.#upstream
    const head = frame.slices[0] as Buffer
    if (!upstream?.forwards || head.length < HEADER_BYTES || this.#authentication.pending) return false
    if (!this.#stay.allowed) return false
    const apiKey = head.readInt16BE(API_KEY_AT)
    const passage = this.#passer?.(apiKey, head.readInt16BE(VERSION_AT), frame)
    if (!passage) return false
    this.#shorterWay.forward(frame, passage, { upstream, apiKey })
    return true
  }

  #count({ apiKey, started, requestBytes, responseBytes, errors }: Served): void {
    const { identity } = this.#caller as Caller<I>
    this.#meters[apiKey] ??= this.#options.observer.meter(identity, (apis.get(apiKey) as Api).name)
    this.#meters[apiKey]?.served(performance.now() - started, requestBytes, responseBytes, errors)
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

  /** Several calls of one exchange share the connection that the first one opens. */
  #connect(): Promise<UpstreamConnection> {
    this.#dialing ??= this.#dial()
    return this.#dialing
  }

  async #dial(): Promise<UpstreamConnection> {
    const upstream = await this.#options.gate.dial()
    upstream.onClose = error => this.close(`the connection to the broker ended: ${error.message}`)
    upstream.onDrain = () => this.#pump()
    upstream.admit = bytes => {
      const admitted = this.#responses.take(bytes)
      if (!admitted) this.#options.observer.limited('bufferedBytes', this.#client)
      return admitted
    }
    if (this.#state === 'closed') upstream.close()
    return upstream
  }

  #answer({ api, version, correlationId, frame }: Omit<Request, 'clientId' | 'body'>, body: Body): void {
    this.#reply(writeResponse(api, version, correlationId, body), frame)
  }

  #reply(slices: readonly Buffer[], request: Frame): void {
    this.#outbox.place(request, slices)
    this.#flush()
  }

  #flush(): void {
    this.#stay.moved()
    if (this.#state === 'serving') this.#outbox.flush()
    if (this.#socket.writableNeedDrain) this.#upstream?.pause()
    this.#pump()
  }

  #broken(error: unknown): void {
    if (this.#inbox.tooLarge)
      return this.#limit(this.#caller ? 'frameBytes' : 'handshakeFrameBytes', 'it sent a frame that is too large')
    if (error instanceof ProtocolError)
      return this.#end(outOfPlace(`it sent a frame that is not valid: ${error.message}`))
    if (this.#state !== 'serving') return
    const cause = error instanceof Error ? error.cause : undefined
    this.#options.log.warn({ client: this.#client, error, cause }, 'a request could not be served')
    this.close('a request could not be served')
  }
}

const outOfPlace = (reason: string): Over => ({ refusal: 'protocol', reason })

/** How long a client may take to read its last answer. */
const ENDING_MS = 5_000
