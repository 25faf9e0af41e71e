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
  readonly sent: Buffer[] = []
  #open = true
  #wake: () => void = () => {}

  constructor(address: string) {
    const [host = '', port = ''] = address.split(':')
    this.#socket = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host)
    this.#socket.on('data', chunk => {
      this.received.push(chunk)
      for (const frame of this.#framer.push(chunk)) this.#frames.push(frame.payload())
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
    if (!this.#open) return this
    this.sent.push(bytes)
    this.#socket.write(bytes)
    return this
  }

  send(api: Api, version: number, body: Body): this {
    return this.raw(Buffer.concat(writeRequest(api, version, { correlationId: 1, clientId: 'raw' }, body)))
  }

  /** Stops reading, so that answers pile up on the way; or goes on. */
  reading(on: boolean): this {
    if (on) this.#socket.resume()
    else this.#socket.pause()
    return this
  }

  /** Undefined once the connection has ended. */
  async frame(): Promise<Buffer | undefined> {
    while (this.#frames.length === 0 && this.#open)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    return this.#frames.shift()
  }

  /** The body of the next answer; undefined once the connection has ended. */
  async answer(api: Api, version: number): Promise<Body | undefined> {
    const frame = await this.frame()
    return frame && readResponse(api, version, new Reader(frame)).body
  }

  ask(api: Api, version: number, body: Body): Promise<Body | undefined> {
    return this.send(api, version, body).answer(api, version)
  }

  /** As `ask`, of what has to be answered. */
  async demand(api: Api, version: number, body: Body): Promise<Body> {
    const answer = await this.ask(api, version, body)
    if (!answer) throw new Error(`the connection ended at ${api.name}`)
    return answer
  }

  /** One that is signed in; throws where it is refused. */
  static async as(address: string, username: string, password: string): Promise<RawClient> {
    const client = new RawClient(address)
    if (await client.signIn(username, password)) return client
    throw new Error(`${username} was refused at ${address}`)
  }

  async signIn(username: string, password: string): Promise<boolean> {
    await this.ask(handshake, 1, { mechanism: 'PLAIN' })
    const answer = await this.ask(authenticate, 1, { authBytes: Buffer.from(`\0${username}\0${password}`) })
    return answer?.errorCode === 0
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
