import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands on the addresses clients are told, passes every byte on, and keeps all that clients receive. */
export class Recorder {
  readonly #servers: Server[] = []
  readonly #sockets = new Set<Socket>()
  readonly #received: Buffer[] = []

  /** Listens on 127.0.0.1 for each port and passes on to the same port of `host`. */
  async listen(ports: readonly number[], host: string): Promise<void> {
    for (const port of ports) {
      const server = createServer(client => this.#relay(client, connect(port, host)))
      this.#servers.push(server)
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
    }
  }

  #relay(client: Socket, gateway: Socket): void {
    for (const [from, to] of [
      [client, gateway],
      [gateway, client],
    ] as const) {
      this.#sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
    gateway.on('data', chunk => this.#received.push(chunk))
  }

  /** Every byte that clients received, in one. */
  received(): Buffer {
    return Buffer.concat(this.#received)
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(this.#servers.map(server => new Promise(resolve => server.close(resolve))))
  }
}
