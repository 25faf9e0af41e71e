import type { TopicTable } from '@tidegate/proxy'
import type { View } from './view.ts'

const ZERO = 'AAAAAAAAAAAAAAAAAAAAAA'

type Known = { readonly physicalId: string; readonly virtualId: string }

/** The topic ids of one view (KIP-516): only ids that this virtual cluster itself has shown lead to a topic. */
export class TopicIds {
  readonly #view: View
  readonly #table: TopicTable
  readonly #byName = new Map<string, Known>()
  readonly #byVirtualId = new Map<string, string>()
  #revision = -1

  constructor(view: View, table: TopicTable) {
    this.#view = view
    this.#table = table
  }

  /** The id clients see for a topic, zero where the physical topic is not known. */
  virtualId(name: string): string {
    return this.#fresh().#byName.get(name)?.virtualId ?? ZERO
  }

  physicalId(name: string): string {
    return this.#fresh().#byName.get(name)?.physicalId ?? ZERO
  }

  /** The virtual name behind an id that a client sent. */
  nameOf(virtualId: string): string | undefined {
    return this.#fresh().#byVirtualId.get(virtualId)
  }

  #fresh(): this {
    if (this.#revision === this.#table.revision) return this
    this.#revision = this.#table.revision
    for (const [virtual, physical] of this.#view.aliases) this.#update(virtual, this.#table.get(physical)?.id)
    return this
  }

  #update(virtual: string, physicalId: string | undefined): void {
    const before = this.#byName.get(virtual)
    if (before?.physicalId === physicalId) return
    if (before) {
      this.#byName.delete(virtual)
      this.#byVirtualId.delete(before.virtualId)
    }
    if (physicalId === undefined) return
    const virtualId = this.#view.topicId(virtual, physicalId)
    this.#byName.set(virtual, { physicalId, virtualId })
    this.#byVirtualId.set(virtualId, virtual)
  }
}
