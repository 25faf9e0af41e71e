import { type AddressInfo, createServer, type Server } from 'node:net'
import { GatewayError } from '@tidegate/errors'
import type { Identity } from './exchange.ts'
import { Session, type SessionOptions } from './session.ts'
import type { Address } from './upstream.ts'

/** Longer than the long poll of a consumer that has nothing to read. */
const DRAIN_MS = 2_000

/** One address that clients connect to: the virtual node behind it is what the gate dials. */
export class Listener<I extends Identity> {
  readonly #server: Server
  readonly #sessions = new Set<Session<I>>()

  private constructor(server: Server) {
    this.#server = server
  }

  /** The port that is open: the one asked for, or a free one where that was 0. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Rejects with CONFLICT where the address cannot be bound, and leaves nothing behind. */
  static async start<I extends Identity>(address: Address, options: SessionOptions<I>): Promise<Listener<I>> {
    const server = createServer()
    const listener = new Listener<I>(server)
    server.on('connection', socket => {
      const address = socket.remoteAddress ?? ''
      const refused = options.admission.enter(address)
      if (refused) {
        options.observer.limited(refused, { host: address, port: socket.remotePort ?? 0 })
        return socket.destroy()
      }
      const session = new Session(socket, options)
      listener.#sessions.add(session)
      socket.once('close', () => {
        listener.#sessions.delete(session)
        options.admission.leave(address)
      })
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', error => reject(bindError(address, error)))
      server.listen(address.port, address.host, resolve)
    })
    return listener
  }

  /** Ends the sessions whose right to be here is gone. */
  recheck(): void {
    for (const session of this.#sessions) session.recheck()
  }

  /** Accepts no more, lets what is in flight be answered, and ends what is left when the time is over. */
  async stop(drainMs = DRAIN_MS): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve))
    for (const session of this.#sessions) session.drain()
    const end = () => {
      for (const session of this.#sessions) session.close('the gateway closes this address')
    }
    const timer = setTimeout(end, drainMs)
    await closed
    clearTimeout(timer)
  }
}

function bindError({ host, port }: Address, error: NodeJS.ErrnoException): GatewayError {
  const what =
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use: stop what listens there, or start at another port with GATEWAY_PORT_START`
      : `Port ${port} on ${host} cannot be opened (${error.code}): check GATEWAY_BIND_HOST and GATEWAY_PORT_START`
  return new GatewayError('CONFLICT', what, error)
}
