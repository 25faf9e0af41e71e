import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { GatewayError } from '@tidegate/errors'
import type { Identity } from './exchange.ts'
import type { Connected, Gate } from './gate.ts'
import { probePort } from './probe.ts'
import { Session, type SessionOptions } from './session.ts'
import type { Address } from './upstream.ts'

/** Longer than the long poll of a consumer that has nothing to read. */
const DRAIN_MS = 2_000

export type ListenerOptions<I extends Identity> = SessionOptions<I> & {
  /** Lets several event loops listen on one port, each with a listener of its own. */
  readonly reusePort?: boolean
}

/** One address that clients connect to: the virtual node behind it is what the gate dials. */
export class Listener<I extends Identity> {
  readonly #server: Server
  readonly #sessions = new Set<Session<I>>()
  #options: ListenerOptions<I>
  /** Called when no session is left. */
  #empty: (() => void) | undefined

  private constructor(server: Server, options: ListenerOptions<I>) {
    this.#server = server
    this.#options = options
    server.on('connection', socket => this.#admit(socket))
  }

  /** The port that is open: the one asked for, or a free one where that was 0. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Rejects with CONFLICT where the address cannot be bound, and leaves nothing behind. */
  static async start<I extends Identity>(address: Address, options: ListenerOptions<I>): Promise<Listener<I>> {
    const server = createServer({ pauseOnConnect: true })
    const listener = new Listener<I>(server, options)
    const { host, port } = address
    await new Promise<void>((resolve, reject) => {
      server.once('error', error => reject(bindError(address, error)))
      server.listen({ host, port, reusePort: options.reusePort ?? false }, resolve)
    })
    return listener
  }

  /** Rejects with CONFLICT where anybody listens on the address, event loops that share a port included. */
  static async probe(address: Address): Promise<void> {
    const code = await probePort(address)
    if (code !== undefined) throw bindError(address, { code })
  }

  /** Those who have authenticated. */
  connected(): Connected<I>[] {
    return [...this.#sessions].flatMap(session => session.connected ?? [])
  }

  /** Ends the sessions whose right to be here is gone. */
  recheck(): void {
    for (const session of this.#sessions) session.recheck()
  }

  /** From now on another gate stands behind this address. Those that came through the one before are let go as by `stop`. */
  replace(gate: Gate<I>, drainMs = DRAIN_MS): void {
    this.#options = { ...this.#options, gate }
    this.#letGo([...this.#sessions], drainMs, 'what stands behind this address has changed')
  }

  /** Accepts no more, lets what is in flight be answered, and ends what is left when the time is over. */
  async stop(drainMs = DRAIN_MS): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve))
    const empty = new Promise<void>(resolve => {
      this.#empty = resolve
    })
    const timer = this.#letGo([...this.#sessions], drainMs, 'the gateway closes this address')
    if (this.#sessions.size > 0) await empty
    await closed
    clearTimeout(timer)
  }

  #letGo(sessions: readonly Session<I>[], drainMs: number, reason: string): NodeJS.Timeout {
    for (const session of sessions) session.drain()
    return setTimeout(() => {
      for (const session of sessions) session.close(reason, 'stopping')
    }, drainMs).unref()
  }

  #admit(socket: Socket): void {
    const { admission, observer } = this.#options
    const client = { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }
    const refused = admission.enter(client.host)
    if (refused) {
      observer.limited(refused, client)
      observer.refused('limit', `the limit ${refused} is reached`, client)
      socket.destroy()
      return
    }
    const session = new Session(socket, this.#options, () => {
      this.#sessions.delete(session)
      admission.leave(client.host)
      if (this.#sessions.size === 0) this.#empty?.()
    })
    this.#sessions.add(session)
  }
}

function bindError({ host, port }: Address, error: unknown): GatewayError {
  const { code } = error as NodeJS.ErrnoException
  const what =
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use: stop what listens there, or start at another port with GATEWAY_PORT_START`
      : `Port ${port} on ${host} cannot be opened (${code}): check GATEWAY_BIND_HOST and GATEWAY_PORT_START`
  return new GatewayError('CONFLICT', what, error)
}
