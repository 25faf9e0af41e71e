import type { Client, Connected, Refusal } from '@tidegate/proxy'
import type { ClientReport, RefusalReport } from '@tidegate/store'
import { mostReported } from '@tidegate/store/reported'
import type { VirtualIdentity } from '@tidegate/vcluster'

/** Client text is shown to people: no more of it than anyone needs. */
const MOST_CHARACTERS = 100

const shortened = (text: string) => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text)

export const softwareOf = ({ software }: Client) =>
  software && { software: shortened(`${software.name} ${software.version}`) }

/** The last connections that were refused, oldest first: a ring, so that it takes the same memory for ever. */
export class Refusals {
  readonly #now: () => number
  readonly #last: RefusalReport[] = []
  readonly #claims = new WeakMap<Client, string>()

  constructor(now: () => number) {
    this.#now = now
  }

  get last(): readonly RefusalReport[] {
    return this.#last
  }

  /** Of whom a client says it is. */
  claimed(client: Client, virtualCluster: string): void {
    this.#claims.set(client, virtualCluster)
  }

  /** Who only connected and left, as load balancers do to see that a port is open, is not kept. */
  add(refusal: Refusal, reason: string, client: Client): void {
    if (refusal === 'closed' && !client.software && client.username === undefined) return
    if (this.#last.length === mostReported) this.#last.shift()
    const virtualCluster = this.#claims.get(client)
    this.#last.push({
      at: new Date(this.#now()).toISOString(),
      refusal,
      reason: shortened(reason),
      host: client.host,
      ...(client.username !== undefined && { user: shortened(client.username) }),
      ...softwareOf(client),
      ...(virtualCluster !== undefined && { virtualCluster }),
    })
  }
}

/** Connections of one user by one token from one host with one client software. */
export type Line = {
  /** The one that was seen last. */
  latest: Connected<VirtualIdentity>
  connections: number
  since: number
}

/** One line for all that look alike: thousands of connections are a few lines, and cost no more than to count them. */
export function linesOf(connected: readonly Connected<VirtualIdentity>[]): Line[] {
  const lines = new Map<string, Line>()
  for (const each of connected) {
    const { identity, client, since, seen } = each
    const { name = '', version = '' } = client.software ?? {}
    const key = `${identity.tokenId}\0${client.host}\0${name}\0${version}`
    const line = lines.get(key)
    if (line) {
      line.connections += 1
      line.since = Math.min(line.since, since)
      if (seen > line.latest.seen) line.latest = each
    } else lines.set(key, { latest: each, connections: 1, since })
  }
  return [...lines.values()]
}

/** As they are reported; the latest are kept. */
export const clientsOf = (physicalCluster: string, lines: readonly Line[]): readonly ClientReport[] =>
  mergeClients(
    lines.map(({ latest: { identity, client, seen }, connections, since }) => ({
      virtualCluster: identity.virtualCluster,
      physicalCluster,
      user: identity.user,
      host: client.host,
      ...softwareOf(client),
      token: identity.tokenId,
      connections,
      since: new Date(since).toISOString(),
      seen: new Date(seen).toISOString(),
    })),
  )

const keyOf = ({ virtualCluster, physicalCluster, user, host, software, token }: ClientReport) =>
  JSON.stringify([virtualCluster, physicalCluster, user, host, software, token])

export function mergeClients(lines: readonly ClientReport[]): ClientReport[] {
  const merged = new Map<string, ClientReport>()
  for (const line of lines) {
    const before = merged.get(keyOf(line))
    if (!before) merged.set(keyOf(line), line)
    else
      merged.set(keyOf(line), {
        ...line,
        connections: before.connections + line.connections,
        since: before.since < line.since ? before.since : line.since,
        seen: before.seen > line.seen ? before.seen : line.seen,
      })
  }
  return [...merged.values()].sort((a, b) => b.seen.localeCompare(a.seen)).slice(0, mostReported)
}

export const mergeRefusals = (lists: readonly (readonly RefusalReport[])[]): RefusalReport[] =>
  lists
    .flat()
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, mostReported)
