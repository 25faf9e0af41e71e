import type { Caller, TopicTable } from '@tidegate/proxy'
import type { VirtualIdentity } from '../context.ts'
import { aclHost } from '../host.ts'
import type { TopicIds } from '../topic-ids.ts'
import type { View } from '../view.ts'
import type { Pass } from './pass.ts'
import { ID_BYTES } from './walk.ts'

/** The two ids of a topic. */
export type Pair = { readonly virtual: Buffer; readonly physical: Buffer }

/** Of one request, whose answer may come in another order and is then looked through, and kept for one connection. */
export const MOST_TOPICS = 1000

/** The topics that one caller may read or write by id, for as long as neither what it may see nor any id changes. */
export class Reach {
  readonly #view: View
  readonly #table: TopicTable
  readonly #revision: number
  readonly #ids: TopicIds
  readonly #subject: { readonly principal: string; readonly host: string }
  readonly #pairs = { READ: new Map<string, Pair>(), WRITE: new Map<string, Pair>() }

  constructor(view: View, table: TopicTable, ids: TopicIds, { identity, client }: Caller<VirtualIdentity>) {
    this.#view = view
    this.#table = table
    this.#revision = table.revision
    this.#ids = ids
    this.#subject = { principal: `User:${identity.user}`, host: aclHost(client.host) }
  }

  isOf(view: View, table: TopicTable): boolean {
    return this.#view === view && this.#table === table && this.#revision === table.revision
  }

  /** By the sixteen bytes of a virtual id; undefined where it has to be refused or looked up. */
  find(operation: Pass['operation'], bytes: Buffer, at: number): Pair | undefined {
    const pairs = this.#pairs[operation]
    const key = bytes.toString('latin1', at, at + ID_BYTES)
    const known = pairs.get(key)
    if (known) return known
    const name = this.#ids.nameOf(bytes.toString('base64url', at, at + ID_BYTES))
    if (name === undefined || !this.#view.aliases.has(name)) return undefined
    if (!this.#view.authorizer.authorize({ ...this.#subject, operation, resourceType: 'TOPIC', name })) return undefined
    const physical = Buffer.from(this.#ids.physicalId(name), 'base64url')
    const pair = { virtual: Buffer.from(key, 'latin1'), physical }
    if (pairs.size === MOST_TOPICS) pairs.clear()
    pairs.set(key, pair)
    return pair
  }
}
