import type { Socket } from 'node:net'
import { type Frame, frameLayout, type Sink } from '@tidegate/protocol'
import type { Holding } from './budget.ts'
import type { Passage } from './gate.ts'
import type { Outbox, Reply } from './outbox.ts'
import { STREAMED_BYTES, StreamedAnswer } from './streamed-answer.ts'
import type { Coming, UpstreamConnection, Waiter } from './upstream.ts'

const { correlationId: CORRELATION_ID_AT } = frameLayout.request

/** One request and its answer, as they are counted. */
export type Served = {
  readonly apiKey: number
  /** As of `performance.now`. */
  readonly started: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly errors: readonly number[]
}

export type ShorterWayOptions = {
  readonly socket: Socket
  readonly outbox: Outbox
  readonly responses: Holding
  readonly served: (served: Served) => void
  /** Some of a long answer went on its way. */
  readonly moved: () => void
  /** There is room for more of a long answer. */
  readonly proceed: () => void
  /** A long answer has to wait until the budget has room. */
  readonly held: () => void
}

/** Requests that go on as the bytes they came in: from the read of one to the write of its answer nothing is waited for but the broker. */
export class ShorterWay {
  readonly #options: ShorterWayOptions
  #streamed: StreamedAnswer | undefined

  constructor(options: ShorterWayOptions) {
    this.#options = options
  }

  forward(
    request: Frame,
    passage: Passage,
    { upstream, apiKey }: { upstream: UpstreamConnection; apiKey: number },
  ): void {
    const correlationId = (request.slices[0] as Buffer).readInt32BE(CORRELATION_ID_AT)
    const reply = this.#options.outbox.placeAlone(request.bytes)
    upstream.forward(request, new Passing(this, { passage, reply, correlationId, apiKey }))
  }

  /** The budget has room for what waited. */
  granted(): void {
    this.#streamed?.begin()
  }

  answered(response: Frame, passing: Passing): void {
    const { slices, errors } = passing.passage.answer(response)
    slices[0]?.writeInt32BE(passing.correlationId, frameLayout.response.correlationId)
    let responseBytes = 0
    for (const slice of slices) responseBytes += slice.length
    this.#answer(passing, response, slices, { errors, responseBytes })
  }

  /** A long answer leaves while it arrives, where it is the next to leave. */
  stream(coming: Coming, passing: Passing): Sink | undefined {
    const { socket, outbox, responses, moved, proceed, held } = this.#options
    if (coming.bytes <= STREAMED_BYTES || outbox.next !== passing.reply) return undefined
    const rewriting = passing.passage.rewriting(coming.bytes)
    if (!rewriting) return undefined
    const { correlationId } = passing
    const done = (last: Frame) => {
      this.#streamed = undefined
      this.#answer(passing, last, NONE, { errors: rewriting.errors, responseBytes: coming.bytes })
    }
    this.#streamed = new StreamedAnswer({ coming, rewriting, correlationId, socket, moved, proceed, done })
    if (responses.take(STREAMED_BYTES)) this.#streamed.begin()
    else held()
    return this.#streamed
  }

  /** `last` is the memory that the socket may still read from. */
  #answer(passing: Passing, last: Frame, slices: readonly Buffer[], { errors, responseBytes }: Counted): void {
    const { reply, apiKey, started } = passing
    reply.answers = [last]
    reply.slices = slices
    this.#options.served({ apiKey, started, requestBytes: reply.requestBytes, responseBytes, errors })
  }
}

const NONE: readonly Buffer[] = []

type Counted = Pick<Served, 'errors' | 'responseBytes'>

type Passed = {
  readonly passage: Passage
  readonly reply: Reply
  readonly correlationId: number
  readonly apiKey: number
}

/** A request that has passed, until it is answered. */
class Passing implements Waiter {
  readonly passage: Passage
  readonly reply: Reply
  readonly correlationId: number
  readonly apiKey: number
  readonly started = performance.now()
  readonly #way: ShorterWay

  constructor(way: ShorterWay, { passage, reply, correlationId, apiKey }: Passed) {
    this.#way = way
    this.passage = passage
    this.reply = reply
    this.correlationId = correlationId
    this.apiKey = apiKey
  }

  take(response: Frame): void {
    this.#way.answered(response, this)
  }

  stream(coming: Coming): Sink | undefined {
    return this.#way.stream(coming, this)
  }

  /** The end of the connection upstream is the end of this one. */
  fail(): void {}
}
