import { connect, type Socket } from 'node:net'
import { type Api, apiNamed, type Body, Reader, readResponse, writeRequest } from '@tidegate/protocol'
import type { User, Way } from './way.ts'

const handshake = apiNamed('SaslHandshake')
const authenticate = apiNamed('SaslAuthenticate')
const apiVersions = apiNamed('ApiVersions')
const API_VERSIONS_VERSION = 3
const CLIENT = 'bench'
const SIZE_BYTES = 4

/** Read into by all connections in turn: what is kept of it is copied. */
const shared = Buffer.allocUnsafe(256 * 1024)

/** A client connection that costs little: what a bench measures should not be itself. */
export class Connection implements Disposable {
  readonly #socket: Socket
  readonly #kept: Buffer[] = []
  #keptBytes = 0
  #failure: Error | undefined
  #fail: (error: Error) => void = () => undefined
  #versions = new Map<number, number>()
  /** Told each answer, its size left out; valid until it returns. */
  onAnswer: (frame: Buffer) => void = () => undefined

  private constructor(address: string) {
    const [host = '', port = ''] = address.split(':')
    this.#socket = connect({
      host: host === 'localhost' ? '127.0.0.1' : host,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: shared,
        callback: bytes => {
          this.#take(shared.subarray(0, bytes))
          return true
        },
      },
    })
    this.#socket.on('error', error => this.#end(error))
    this.#socket.on('close', () => this.#end(new Error(`${address} has closed a connection`)))
  }

  /** Once it is signed in and knows what the other side speaks. */
  static async open({ bootstrap, user }: Way): Promise<Connection> {
    const connection = new Connection(bootstrap)
    if (user) await connection.#signIn(user)
    const software = { clientSoftwareName: CLIENT, clientSoftwareVersion: '1' }
    const { apiKeys } = await connection.ask(apiVersions, API_VERSIONS_VERSION, software)
    connection.#versions = new Map(
      apiKeys.map(({ apiKey, maxVersion }: Body) => [apiKey, maxVersion] as const) as [number, number][],
    )
    return connection
  }

  /** The newest version that both sides have. */
  versionOf({ key, name, versions: [, newest] }: Api): number {
    const offered = this.#versions.get(key)
    if (offered === undefined) throw new Error(`${name} is not offered`)
    return Math.min(newest, offered)
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes)
  }

  /** Reads nothing more. */
  pause(): void {
    this.#socket.pause()
  }

  /** One request whose answer is awaited; its frame is a copy. */
  exchange(bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#fail = reject
      this.onAnswer = frame => resolve(Buffer.from(frame))
      this.#socket.write(bytes)
    })
  }

  async ask(api: Api, version: number, body: Body): Promise<Body> {
    const answer = await this.exchange(requestOf(api, version, body))
    return readResponse(api, version, new Reader(answer)).body
  }

  /** Rejects once the connection has ended. */
  get ended(): Promise<never> {
    return new Promise((_, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#fail = reject
    })
  }

  /** As if the other side had closed it. */
  end(): void {
    this.#socket.destroy()
  }

  [Symbol.dispose](): void {
    this.#fail = () => undefined
    this.#socket.destroy()
  }

  async #signIn({ name, password }: User): Promise<void> {
    await this.ask(handshake, 1, { mechanism: 'PLAIN' })
    const { errorCode } = await this.ask(authenticate, 1, { authBytes: Buffer.from(`\0${name}\0${password}`) })
    if (errorCode !== 0) throw new Error(`${name} was refused: ${errorCode}`)
  }

  #end(error: Error): void {
    this.#failure ??= error
    this.#fail(this.#failure)
  }

  #take(chunk: Buffer): void {
    if (this.#kept.length > 0) {
      this.#keep(chunk)
      if (this.#keptBytes < SIZE_BYTES || this.#keptBytes < SIZE_BYTES + this.#kept[0]!.readInt32BE(0)) return
      const all = Buffer.concat(this.#kept)
      this.#kept.length = 0
      this.#keptBytes = 0
      this.#cut(all)
    } else this.#cut(chunk)
  }

  #cut(bytes: Buffer): void {
    let at = 0
    while (at + SIZE_BYTES <= bytes.length) {
      const end = at + SIZE_BYTES + bytes.readInt32BE(at)
      if (end > bytes.length) break
      this.onAnswer(bytes.subarray(at + SIZE_BYTES, end))
      at = end
    }
    if (at < bytes.length) this.#keep(bytes.subarray(at))
  }

  #keep(bytes: Buffer): void {
    this.#kept.push(Buffer.from(bytes))
    this.#keptBytes += bytes.length
    // A size that came in crumbs is read from the first piece.
    if (this.#kept[0]!.length < SIZE_BYTES) this.#kept.splice(0, this.#kept.length, Buffer.concat(this.#kept))
  }
}

export const requestOf = (api: Api, version: number, body: Body): Buffer =>
  Buffer.concat(writeRequest(api, version, { correlationId: 1, clientId: CLIENT }, body))
