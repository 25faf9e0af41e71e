import { apiNamed, type Body, Reader, readResponse } from '@tidegate/protocol'
import { RawClient } from '../raw-client.ts'
import type { User } from './rules.ts'

/** An id that no topic has: of each name another one, the same on all sides. */
const absentId = (name: string) => Buffer.alloc(16, `${name}-does-not-exist`).toString('base64url')

const apiVersions = apiNamed('ApiVersions')

/** What a request is answered with: a body, the end of the connection, or nothing where the protocol has no answer. */
export type Answer = Body | 'closed' | 'nothing'

/** A member of a group that stays for the whole test. */
export type Member = { readonly memberId: string; readonly generation: number }

/** A cluster as its clients see it: a broker itself, or a virtual cluster of the gateway. */
export class Side {
  readonly #address: string
  readonly #password: ((user: User) => string) | undefined
  readonly #clients = new Map<User, RawClient>()
  readonly #topicIds = new Map<string, string>()
  /** By group. */
  readonly members = new Map<string, Member>()
  /** Its id and epoch. */
  producer: Body = {}

  /** Without passwords for a cluster that asks for none. */
  constructor(address: string, password?: (user: User) => string) {
    this.#address = address
    this.#password = password
  }

  /** One request after the other on one connection for each user; a new one once it has ended. */
  async ask(user: User, name: string, version: number, body: Body): Promise<Answer> {
    const client = await this.#client(user)
    const api = apiNamed(name)
    client.send(api, version, body)
    // A Produce with acks=0 has no answer: whatever comes next tells whether the connection is still there.
    const silent = name === 'Produce' && body.acks === 0
    if (silent) client.send(apiVersions, 0, {})
    const frame = await client.frame()
    if (!frame) return 'closed'
    return silent ? 'nothing' : readResponse(api, version, new Reader(frame)).body
  }

  /** As the super user, for what must be answered. */
  async asAdmin(name: string, version: number, body: Body): Promise<Body> {
    const answer = await this.ask('admin', name, version, body)
    if (typeof answer === 'string') throw new Error(`${name} v${version} as the super user: ${answer}`)
    return answer
  }

  idOf(topic: string): string {
    return this.#topicIds.get(topic) ?? absentId(topic)
  }

  nameOf(id: string): string | undefined {
    return this.#topicIds.entries().find(([, each]) => each === id)?.[0]
  }

  async learnIds(): Promise<void> {
    const { topics } = await this.asAdmin('Metadata', 12, { topics: null })
    for (const { name, topicId } of topics) this.#topicIds.set(name, topicId)
  }

  member(group: string): Member {
    const member = this.members.get(group)
    if (!member) throw new Error(`nobody joined ${group}`)
    return member
  }

  close(): void {
    for (const client of this.#clients.values()) client[Symbol.dispose]()
  }

  async #client(user: User): Promise<RawClient> {
    const before = this.#clients.get(user)
    if (before?.open) return before
    const client = new RawClient(this.#address)
    this.#clients.set(user, client)
    const password = this.#password?.(user)
    if (password !== undefined && !(await client.signIn(user, password))) throw new Error(`${user} cannot sign in`)
    return client
  }
}
