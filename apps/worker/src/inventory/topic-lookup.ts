import type { Existence } from '@tidegate/kafka'

/**
 * Asks whether topics exist, one after another as they come, and those that come meanwhile together: a plan of many alias
 * topics takes two connections to the cluster and not as many as it has topics.
 */
export class TopicLookup {
  readonly #ask: (topics: readonly string[]) => Promise<Existence>
  #next: { readonly topics: Set<string>; readonly answer: Promise<Existence> } | undefined
  #current: Promise<unknown> = Promise.resolve()

  constructor(ask: (topics: readonly string[]) => Promise<Existence>) {
    this.#ask = ask
  }

  async exists(topic: string): Promise<boolean> {
    this.#next ??= this.#prepare()
    const { topics, answer } = this.#next
    topics.add(topic)
    const found = (await answer).get(topic)
    if (typeof found === 'boolean') return found
    throw found ?? new Error('a topic that was asked for has no answer')
  }

  #prepare() {
    const topics = new Set<string>()
    const answer = this.#current.then(() => {
      this.#next = undefined
      return this.#ask([...topics])
    })
    this.#current = answer.catch(() => undefined)
    return { topics, answer }
  }
}
