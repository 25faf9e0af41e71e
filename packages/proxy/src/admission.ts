import type { Limits } from './limits.ts'

export type Bound = 'connections' | 'connectionsPerAddress' | 'connectionsPerPrincipal'

/** Who lets connections in. Each `enter` and `signIn` that is not refused is followed by its `leave` and `signOut`. */
export type Admission = {
  /** Resolves to the limit that stands against a connection from that address, if one does. */
  enter(address: string): Promise<Bound | undefined>
  leave(address: string): void
  /** As `enter`, once it is known whose connection it is. */
  signIn(principal: string): Promise<Bound | undefined>
  signOut(principal: string): void
}

/** Counts the connections of one worker, over all its event loops. A key without connections takes no memory. */
export class Connections {
  readonly #limits: Pick<Limits, Bound>
  readonly #counts = new Map<string, number>()

  constructor(limits: Pick<Limits, Bound>) {
    this.#limits = limits
  }

  /** A part of the count that can be forgotten whole: `end` is for an event loop that is gone with its connections. */
  open(): Admission & { end(): void } {
    const own = new Map<string, number>()
    const add = (bound: Bound, name: string, by: 1 | -1) => {
      const key = `${bound} ${name}`
      change(this.#counts, key, by)
      change(own, key, by)
    }
    const full = (bound: Bound, name: string) =>
      (this.#counts.get(`${bound} ${name}`) ?? 0) >= this.#limits[bound] ? bound : undefined
    return {
      async enter(address) {
        const refused = full('connections', '') ?? full('connectionsPerAddress', address)
        if (refused) return refused
        add('connections', '', 1)
        add('connectionsPerAddress', address, 1)
        return undefined
      },
      leave(address) {
        add('connections', '', -1)
        add('connectionsPerAddress', address, -1)
      },
      async signIn(principal) {
        const refused = full('connectionsPerPrincipal', principal)
        if (!refused) add('connectionsPerPrincipal', principal, 1)
        return refused
      },
      signOut: principal => add('connectionsPerPrincipal', principal, -1),
      end: () => {
        for (const [key, count] of own) change(this.#counts, key, -count)
        own.clear()
      },
    }
  }
}

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
