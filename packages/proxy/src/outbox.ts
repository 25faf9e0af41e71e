import type { Socket } from 'node:net'
import type { Frame } from '@tidegate/protocol'
import type { Holding } from './budget.ts'

/** The place of one answer, and the memory that it and its request lie in. */
export class Reply {
  slices: readonly Buffer[] | undefined
  readonly requestBytes: number
  /** Undefined where it was given back when it had been sent on. */
  readonly request: Frame | undefined
  /** What brokers answered, of which `slices` may be views; it was taken from the budget for responses. */
  answers: readonly Frame[] = NONE

  constructor(requestBytes: number, request: Frame | undefined, slices: readonly Buffer[] | undefined) {
    this.requestBytes = requestBytes
    this.request = request
    this.slices = slices
  }
}

const NONE: readonly Frame[] = []
const NOTHING = Buffer.alloc(0)

export type OutboxOptions = {
  readonly socket: Socket
  readonly requests: Holding
  readonly responses: Holding
  /** True while some of what was sent upstream has not left: a broker that answers too early must not get other bytes. */
  readonly sending: () => boolean
}

/** Answers leave in the order of the requests: a later one waits here until those before it have left. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #replies: Reply[] = []
  readonly #leaving: Reply[] = []
  readonly #left = () => {
    const reply = this.#leaving.shift()
    if (reply) this.#over(reply)
  }

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Requests that were not answered yet. */
  get size(): number {
    return this.#replies.length
  }

  /** The one whose answer is due. */
  get next(): Reply | undefined {
    return this.#replies[0]
  }

  /** A place in the row; the answer leaves once it has slices, and `flush` is called. An answer of none sends nothing. */
  place(request: Frame, slices?: readonly Buffer[]): Reply {
    return this.#push(new Reply(request.bytes, request, slices))
  }

  /** As `place`, of a request whose memory is in other hands. */
  placeAlone(requestBytes: number): Reply {
    return this.#push(new Reply(requestBytes, undefined, undefined))
  }

  flush(): void {
    for (let first = this.#replies[0]; first?.slices; first = this.#replies[0]) {
      this.#replies.shift()
      this.#send(first, first.slices)
      this.#options.requests.release(first.requestBytes)
    }
  }

  #push(reply: Reply): Reply {
    this.#replies.push(reply)
    return reply
  }

  #send(reply: Reply, slices: readonly Buffer[]): void {
    const { socket } = this.#options
    writeAll(socket, slices)
    if (hasLeft(socket)) return this.#over(reply)
    this.#leaving.push(reply)
    socket.write(NOTHING, this.#left)
  }

  /** What an exchange held is given back once the client's side has taken the answer. */
  #over({ request, answers }: Reply): void {
    for (const answer of answers) {
      this.#options.responses.release(answer.bytes)
      answer.release()
    }
    if (!this.#options.sending()) request?.release()
  }
}

/** By one system call. */
export function writeAll(socket: Socket, slices: readonly Buffer[]): void {
  if (slices.length > 1) socket.cork()
  for (const slice of slices) socket.write(slice)
  if (slices.length > 1) socket.uncork()
}

/** The kernel took all of it at once, as it mostly does: to be called back would cost a turn of the event loop's queues. */
export const hasLeft = (socket: Socket): boolean => socket.writableLength === 0
