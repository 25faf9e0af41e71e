import type { Socket } from 'node:net'
import type { Frame } from '@tidegate/protocol'
import type { Holding } from './budget.ts'

/** The place of one answer, and the memory that it and its request lie in. */
export class Reply {
  slices: readonly Buffer[] | undefined
  readonly request: Frame
  #answers: Frame[] | undefined

  constructor(request: Frame, slices: readonly Buffer[] | undefined) {
    this.request = request
    this.slices = slices
  }

  get answers(): readonly Frame[] {
    return this.#answers ?? NONE
  }

  /** What a broker answered, of which `slices` may be views; it was taken from the budget for responses. */
  rest(answer: Frame): void {
    if (this.#answers) this.#answers.push(answer)
    else this.#answers = [answer]
  }
}

const NONE: readonly Frame[] = []

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
  /** One function for all, which Node calls once for each in the order of the writes. */
  readonly #left = () => this.#over(this.#leaving.shift() as Reply)

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Requests that were not answered yet. */
  get size(): number {
    return this.#replies.length
  }

  /** A place in the row; the answer leaves once it has slices, and `flush` is called. An answer of none sends nothing. */
  place(request: Frame, slices?: readonly Buffer[]): Reply {
    const reply = new Reply(request, slices)
    this.#replies.push(reply)
    return reply
  }

  flush(): void {
    for (let first = this.#replies[0]; first?.slices; first = this.#replies[0]) {
      this.#replies.shift()
      this.#send(first, first.slices)
      this.#options.requests.release(first.request.bytes)
    }
  }

  #send(reply: Reply, slices: readonly Buffer[]): void {
    const { socket } = this.#options
    const last = slices.at(-1)
    if (!last) return this.#over(reply)
    this.#leaving.push(reply)
    if (slices.length > 1) socket.cork()
    for (let i = 0; i < slices.length - 1; i++) socket.write(slices[i] as Buffer)
    socket.write(last, this.#left)
    if (slices.length > 1) socket.uncork()
  }

  /** What an exchange held is given back once the client's side has taken the answer. */
  #over({ request, answers }: Reply): void {
    for (const answer of answers) {
      this.#options.responses.release(answer.bytes)
      answer.release()
    }
    if (!this.#options.sending()) request.release()
  }
}
