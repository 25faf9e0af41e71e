import { hash } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { shareEndsAt } from '@tidegate/resources'
import type { Snapshot } from '@tidegate/store'
import type { VirtualIdentity } from '@tidegate/vcluster'
import { ofKind } from './desired.ts'

/** What a token says, which its signature proves for as long as the gateway runs. */
type Claims = {
  readonly id: string
  readonly username: string
  readonly vCluster: string
  readonly expiresAt: number
}

/** More than any gateway has tokens in use at once. */
const MOST_VERIFIED = 10_000

export type IdentityOptions = {
  readonly now: () => number
  /** Checks the signature of a token and what it claims. */
  verifyToken(token: string): Promise<Claims>
  /** The virtual cluster that a token says it is of, true or not. */
  claimOf(token: string): string | undefined
}

const accountKey = (virtualCluster: string, name: string) => `${virtualCluster}/${name}`

/** Who may sign in, and until when: the tokens, service accounts and ends of shares of the configuration in force. */
export class Identities {
  readonly #options: IdentityOptions
  /** By the hash of a token, so that the token itself is not kept. */
  readonly #verified = new Map<string, Claims>()
  #tokens: ReadonlyMap<string, Snapshot['tokens'][number]> = new Map()
  #accounts: ReadonlySet<string> = new Set()
  #virtualClusters: ReadonlySet<string> = new Set()
  /** By virtual cluster, as of `shareEndsAt`. */
  #ends: ReadonlyMap<string, number> = new Map()

  constructor(options: IdentityOptions) {
    this.#options = options
  }

  apply(snapshot: Snapshot): void {
    this.#tokens = new Map(snapshot.tokens.map(token => [token.id, token]))
    const local = ofKind(snapshot, 'GatewayServiceAccount').filter(({ spec }) => spec.type === 'LOCAL')
    this.#accounts = new Set(local.map(({ metadata }) => accountKey(metadata.vCluster ?? '', metadata.name)))
    this.#virtualClusters = new Set(ofKind(snapshot, 'VirtualCluster').map(({ metadata }) => metadata.name))
    this.#ends = new Map(ofKind(snapshot, 'Partner').map(({ metadata, spec }) => [metadata.name, shareEndsAt(spec)]))
  }

  /** Rejects with UNAUTHENTICATED; the message is for the log. */
  async verify({ username, password }: { username: string; password: string }): Promise<VirtualIdentity> {
    const { id, username: owner, vCluster, expiresAt } = await this.#claims(password)
    if (owner !== username)
      throw new GatewayError('UNAUTHENTICATED', `the token of another user was used by ${username}`)
    const token = this.#tokens.get(id)
    if (!token)
      throw new GatewayError('UNAUTHENTICATED', `a token of ${username} was used that is revoked or not known`)
    const now = this.#options.now()
    const end = this.#endOf(vCluster)
    if (end <= now)
      throw new GatewayError('UNAUTHENTICATED', `the share of ${vCluster} has ended: move its end date to let it go on`)
    // A token that was replaced ends before the time that is signed into it.
    const until = Math.min(expiresAt, token.expiresAt.getTime(), end)
    const principal = accountKey(vCluster, username)
    const identity = { user: username, principal, virtualCluster: vCluster, tokenId: id, expiresAt: until }
    if (this.validUntil(identity) > now) return identity
    throw new GatewayError(
      'UNAUTHENTICATED',
      `${username} has no local service account in ${vCluster}, or its token was replaced`,
    )
  }

  /** A client that comes again with the same token is not made to prove it again: a signature does not change. */
  async #claims(token: string): Promise<Claims> {
    const key = hash('sha256', token, 'base64')
    const known = this.#verified.get(key)
    if (known && known.expiresAt > this.#options.now()) return known
    const claims = await this.#options.verifyToken(token)
    if (this.#verified.size === MOST_VERIFIED) this.#verified.clear()
    this.#verified.set(key, claims)
    return claims
  }

  /** The virtual cluster that credentials name, valid or not: by the token, or by a user name that is one's alone. */
  virtualClusterOf({ username, password }: { username: string; password: string }): string | undefined {
    const claimed = this.#options.claimOf(password)
    if (claimed !== undefined && this.#virtualClusters.has(claimed)) return claimed
    const [only, ...others] = [...this.#virtualClusters].filter(name => this.#accounts.has(accountKey(name, username)))
    return others.length === 0 ? only : undefined
  }

  /** As of a gate. */
  validUntil({ user, virtualCluster, tokenId }: VirtualIdentity): number {
    const token = this.#tokens.get(tokenId)
    if (!token || !this.#accounts.has(accountKey(virtualCluster, user))) return Number.NEGATIVE_INFINITY
    return Math.min(token.expiresAt.getTime(), this.#endOf(virtualCluster))
  }

  #endOf(virtualCluster: string): number {
    return this.#ends.get(virtualCluster) ?? Number.POSITIVE_INFINITY
  }
}
