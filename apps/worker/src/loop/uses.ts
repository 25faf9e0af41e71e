import type { Caller, Connected } from '@tidegate/proxy'
import type { AliasUse, TokenUse } from '@tidegate/store'
import type { VirtualIdentity } from '@tidegate/vcluster'
import { softwareOf } from './record.ts'

export type Used = { readonly tokens: readonly TokenUse[]; readonly aliases: readonly AliasUse[] }

/** Of each: what comes from ever new clients pushes out what is oldest. */
const MOST = 10_000

/** What was used: one line for each token, and for each way in which the name of an alias that retires is used. */
export class Uses {
  readonly #tokens = new Map<string, TokenUse>()
  readonly #aliases = new Map<string, AliasUse>()

  seen({ identity: { tokenId: token }, client, seen }: Connected<VirtualIdentity>): void {
    const at = new Date(seen)
    this.#addToken({ token, firstSeenAt: at, lastSeenAt: at, host: client.host, ...softwareOf(client) })
  }

  named(alias: string, { identity, client }: Caller<VirtualIdentity>, at: number): void {
    const { virtualCluster: vCluster, user: username } = identity
    this.#addAlias({ vCluster, alias, username, host: client.host, lastSeenAt: new Date(at), ...softwareOf(client) })
  }

  add({ tokens, aliases }: Used): void {
    for (const use of tokens) this.#addToken(use)
    for (const use of aliases) this.#addAlias(use)
  }

  #addToken(use: TokenUse): void {
    const before = this.token(use)
    const latest = before && before.lastSeenAt > use.lastSeenAt ? before : use
    const firstSeenAt = before && before.firstSeenAt < use.firstSeenAt ? before.firstSeenAt : use.firstSeenAt
    keep(this.#tokens, use.token, { ...latest, firstSeenAt })
  }

  #addAlias(use: AliasUse): void {
    const before = this.alias(use)
    keep(this.#aliases, keyOf(use), before && before.lastSeenAt > use.lastSeenAt ? before : use)
  }

  /** What is here of the same token. */
  token({ token }: TokenUse): TokenUse | undefined {
    return this.#tokens.get(token)
  }

  /** What is here of the same way to use the same alias. */
  alias(use: AliasUse): AliasUse | undefined {
    return this.#aliases.get(keyOf(use))
  }

  /** All of it, which is forgotten here. */
  take(): Used {
    const used = { tokens: [...this.#tokens.values()], aliases: [...this.#aliases.values()] }
    this.#tokens.clear()
    this.#aliases.clear()
    return used
  }
}

const keyOf = ({ vCluster, alias, username, host, software }: AliasUse): string =>
  JSON.stringify([vCluster, alias, username, host, software])

function keep<T>(lines: Map<string, T>, key: string, line: T): void {
  lines.delete(key)
  lines.set(key, line)
  const [oldest] = lines.keys()
  if (lines.size > MOST && oldest !== undefined) lines.delete(oldest)
}
