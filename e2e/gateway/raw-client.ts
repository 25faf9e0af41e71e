import { connect, type Socket } from 'node:net'
import { type Api, apiNamed, type Body, Framer, Reader, readResponse, writeRequest } from '@tidegate/protocol'

const handshake = apiNamed('SaslHandshake')
const authenticate = apiNamed('SaslAuthenticate')

/** A connection that sends any bytes at all and keeps what comes back. */
export class RawClient implements Disposable {
  readonly #socket: Socket
  readonly #framer = new Framer(1 << 28)
  readonly #frames: Buffer[] = []
  readonly received: Buffer[] = []
  #open = true
  #wake: () => void = () => {}

  constructor(address: string) {
    const [host = '', port = ''] = address.split(':')
    this.#socket = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host)
    this.#socket.on('data', chunk => {
      this.received.push(chunk)
      for (const frame of this.#framer.push(chunk)) this.#frames.push(Buffer.concat(frame))
      this.#wake()
    })
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', () => {
      this.#open = false
      this.#wake()
    })
  }

  get open(): boolean {
    return this.#open
  }

  raw(bytes: Buffer): this {
    if (this.#open) this.#socket.write(bytes)
    return this
  }

  send(api: Api, version: number, body: Body): this {
    return this.raw(Buffer.concat(writeRequest(api, version, { correlationId: 1, clientId: 'raw' }, body)))
  }

  /** Undefined once the connection has ended. */
  async frame(): Promise<Buffer | undefined> {
    while (this.#frames.length === 0 && this.#open)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    return this.#frames.shift()
  }

  async signIn(username: string, password: string): Promise<boolean> {
    this.send(handshake, 1, { mechanism: 'PLAIN' })
    await this.frame()
    this.send(authenticate, 1, { authBytes: Buffer.from(`\0${username}\0${password}`) })
    const answer = await this.frame()
    return answer !== undefined && readResponse(authenticate, 1, new Reader(answer)).body.errorCode === 0
  }

  /** Says that nothing more comes, and waits until the gateway has ended the connection too. */
  async finish(): Promise<void> {
    this.#socket.end()
    while (await this.frame());
  }

  [Symbol.dispose](): void {
    this.#socket.destroy()
  }
}
