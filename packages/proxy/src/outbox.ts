import type { Socket } from 'node:net'
import type { Holding } from './budget.ts'

/** The place of one answer. `heldBytes` is what its making took of the budget for responses. */
export type Reply = { slices: readonly Buffer[] | undefined; readonly requestBytes: number; heldBytes: number }

export type OutboxOptions = {
  readonly socket: Socket
  readonly requests: Holding
  readonly responses: Holding
}

/** Answers leave in the order of the requests: a later one waits here until those before it have left. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #replies: Reply[] = []

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Requests that were not answered yet. */
  get size(): number {
    return this.#replies.length
  }

  /** A place in the row; the answer leaves once it has slices, and `flush` is called. An answer of none sends nothing. */
  place(requestBytes: number, slices?: readonly Buffer[]): Reply {
    const reply = { slices, requestBytes, heldBytes: 0 }
    this.#replies.push(reply)
    return reply
  }

  flush(): void {
    for (let first = this.#replies[0]; first?.slices; first = this.#replies[0]) {
      this.#replies.shift()
      this.#send(first.slices, first.heldBytes)
      this.#options.requests.release(first.requestBytes)
    }
  }

  /** What the response took of the budget is given back once the client's side has taken it. */
  #send(slices: readonly Buffer[], heldBytes: number): void {
    const { socket, responses } = this.#options
    const last = slices.at(-1)
    if (!last) return responses.release(heldBytes)
    socket.cork()
    for (let i = 0; i < slices.length - 1; i++) socket.write(slices[i] as Buffer)
    if (heldBytes === 0) socket.write(last)
    else socket.write(last, () => responses.release(heldBytes))
    socket.uncork()
  }
}
