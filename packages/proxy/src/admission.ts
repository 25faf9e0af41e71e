import type { Limits } from './limits.ts'

type Bound = 'connections' | 'connectionsPerAddress' | 'connectionsPerPrincipal'

/** Counts the connections of one worker, over all its listeners. A key without connections takes no memory. */
export class Admission {
  readonly #limits: Pick<Limits, Bound>
  readonly #counts: Readonly<Record<Bound, Map<string, number>>> = {
    connections: new Map(),
    connectionsPerAddress: new Map(),
    connectionsPerPrincipal: new Map(),
  }

  constructor(limits: Pick<Limits, Bound>) {
    this.#limits = limits
  }

  /** Takes a connection in, or says which limit stands against it. */
  enter(address: string): Bound | undefined {
    const refused = this.#full('connections', '') ?? this.#full('connectionsPerAddress', address)
    if (refused) return refused
    this.#add('connections', '', 1)
    this.#add('connectionsPerAddress', address, 1)
    return undefined
  }

  leave(address: string): void {
    this.#add('connections', '', -1)
    this.#add('connectionsPerAddress', address, -1)
  }

  /** As `enter`, once it is known whose connection it is. */
  signIn(principal: string): Bound | undefined {
    const refused = this.#full('connectionsPerPrincipal', principal)
    if (!refused) this.#add('connectionsPerPrincipal', principal, 1)
    return refused
  }

  signOut(principal: string): void {
    this.#add('connectionsPerPrincipal', principal, -1)
  }

  #full(bound: Bound, key: string): Bound | undefined {
    return (this.#counts[bound].get(key) ?? 0) >= this.#limits[bound] ? bound : undefined
  }

  #add(bound: Bound, key: string, by: 1 | -1): void {
    const count = (this.#counts[bound].get(key) ?? 0) + by
    if (count === 0) this.#counts[bound].delete(key)
    else this.#counts[bound].set(key, count)
  }
}
