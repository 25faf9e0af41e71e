import { hash } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { shareEndsAt } from '@tidegate/resources'
import type { Token } from '@tidegate/store'
import type { VirtualIdentity } from '@tidegate/vcluster'
import type { Move, Moves } from '../picture.ts'

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

/** Who may sign in, and until when: the tokens, service accounts and ends of shares of the configuration in force. */
export class Identities {
  readonly #options: IdentityOptions
  /** By the hash of a token, so that the token itself is not kept. */
  readonly #verified = new Map<string, Claims>()
  readonly #tokens = new Map<string, Token>()
  /** The virtual clusters that have a local service account of that name. */
  readonly #accounts = new Map<string, Set<string>>()
  readonly #virtualClusters = new Set<string>()
  /** By virtual cluster, as of `shareEndsAt`. */
  readonly #ends = new Map<string, number>()

  constructor(options: IdentityOptions) {
    this.#options = options
  }

  apply({ resources, tokens }: Moves): void {
    for (const move of resources) this.#take(move)
    for (const id of tokens.deletes) this.#tokens.delete(id)
    for (const token of tokens.puts) this.#tokens.set(token.id, token)
  }

  #take(move: Move): void {
    const { kind, vCluster, name, after } = move
    if (kind === 'VirtualCluster') after ? this.#virtualClusters.add(name) : this.#virtualClusters.delete(name)
    if (kind === 'Partner') after ? this.#ends.set(name, shareEndsAt(after.spec)) : this.#ends.delete(name)
    if (kind === 'GatewayServiceAccount') this.#takeAccount({ vCluster, name }, after?.spec.type === 'LOCAL')
  }

  #takeAccount({ vCluster, name }: { readonly vCluster: string; readonly name: string }, isThere: boolean): void {
    const owners = this.#accounts.get(name) ?? new Set()
    this.#accounts.set(name, owners)
    if (isThere) owners.add(vCluster)
    else owners.delete(vCluster)
    if (owners.size === 0) this.#accounts.delete(name)
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
    const principal = `${vCluster}/${username}`
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
    const owners = this.#accounts.get(username)
    const [only] = owners?.size === 1 ? owners : []
    return only
  }

  /** As of a gate. */
  validUntil({ user, virtualCluster, tokenId }: VirtualIdentity): number {
    const token = this.#tokens.get(tokenId)
    if (!token || !this.#accounts.get(user)?.has(virtualCluster)) return Number.NEGATIVE_INFINITY
    return Math.min(token.expiresAt.getTime(), this.#endOf(virtualCluster))
  }

  #endOf(virtualCluster: string): number {
    return this.#ends.get(virtualCluster) ?? Number.POSITIVE_INFINITY
  }
}
