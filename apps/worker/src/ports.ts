import { Listener } from '@tidegate/proxy'

/**
 * The ports of this process. Event loops share a port by SO_REUSEPORT, by which any other process of the same user could
 * share it too: a port is ours where nobody listened on it when it was first asked for.
 */
export class Ports {
  readonly #host: string
  readonly #claims = new Map<number, Promise<void>>()

  constructor(host: string) {
    this.#host = host
  }

  /** Rejects with CONFLICT where another process listens there, or the port cannot be opened. */
  claim(port: number): Promise<void> {
    const claim = this.#claims.get(port) ?? Listener.probe({ host: this.#host, port })
    this.#claims.set(port, claim)
    claim.catch(() => this.#claims.delete(port))
    return claim
  }
}
