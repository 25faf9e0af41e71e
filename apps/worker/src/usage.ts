import type { AliasUse, Store, TokenUse } from '@tidegate/store'
import { type Used, Uses } from './loop/uses.ts'

/** How far what is kept may lag behind what is seen: a client that works all the time is not written all the time. */
const LAG_MS = 10_000

/** What was used and has to be kept. With the database away it is held, as much as `Uses` holds, and sent later. */
export class Usage {
  readonly #store: Pick<Store, 'reportUsage'>
  readonly #gateway: string
  readonly #waiting = new Uses()
  /** What was sent last, and could be held again. */
  readonly #sent = new Uses()

  constructor(store: Pick<Store, 'reportUsage'>, gateway: string) {
    this.#store = store
    this.#gateway = gateway
  }

  add(used: Used): void {
    this.#waiting.add(used)
  }

  /** Sends what has changed; what has only gone on for a while waits for more of it, unless all is wanted. */
  async send({ all = false } = {}): Promise<void> {
    const { tokens, aliases } = this.#waiting.take()
    const due = {
      tokens: tokens.filter(use => all || isNews(this.#sent.token(use), use)),
      aliases: aliases.filter(use => all || isNews(this.#sent.alias(use), use)),
    }
    const isDue = new Set<TokenUse | AliasUse>([...due.tokens, ...due.aliases])
    this.add({ tokens: tokens.filter(use => !isDue.has(use)), aliases: aliases.filter(use => !isDue.has(use)) })
    if (isDue.size === 0) return
    try {
      await this.#store.reportUsage({ gateway: this.#gateway, ...due })
    } catch (error) {
      this.add(due)
      throw error
    }
    this.#sent.add(due)
  }
}

type Line = { readonly lastSeenAt: Date; readonly host: string; readonly software?: string }

const isNews = (sent: Line | undefined, line: Line): boolean =>
  sent === undefined ||
  sent.host !== line.host ||
  sent.software !== line.software ||
  line.lastSeenAt.getTime() - sent.lastSeenAt.getTime() >= LAG_MS
