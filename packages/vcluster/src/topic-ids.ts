import type { TopicTable } from '@tidegate/proxy'
import type { DerivedIds, View } from './view.ts'

const ZERO = 'AAAAAAAAAAAAAAAAAAAAAA'

type Known = { readonly name: string; readonly physicalId: string; readonly virtualId: string }

/** Ids that were derived once. All views of one incarnation share them, for what they say is judged by the view. */
type Derived = { readonly byName: Map<string, Known>; readonly byVirtualId: Map<string, Known> }

/** A cluster that is connected anew has a table, and so ids, of its own. */
const derivedOver = new WeakMap<TopicTable, WeakMap<DerivedIds, Derived>>()

function derivedOf({ ids, aliases }: View, table: TopicTable): Derived {
  const over = derivedOver.get(table) ?? new WeakMap<DerivedIds, Derived>()
  derivedOver.set(table, over)
  const there = over.get(ids)
  // What is left of names and topics that are gone is bounded: from time to time all is derived anew.
  if (there && there.byVirtualId.size <= 2 * aliases.size + 100) return there
  const made = { byName: new Map(), byVirtualId: new Map() }
  over.set(ids, made)
  return made
}

/** The topic ids of one view (KIP-516): only ids that this virtual cluster itself has shown lead to a topic. */
export class TopicIds {
  readonly #view: View
  readonly #table: TopicTable
  readonly #derived: Derived
  /** The one of the table at which every alias was looked at. */
  #revision = -1

  constructor(view: View, table: TopicTable) {
    this.#view = view
    this.#table = table
    this.#derived = derivedOf(view, table)
  }

  /** The id clients see for a topic, zero where the physical topic is not known. */
  virtualId(name: string): string {
    return this.#of(name)?.virtualId ?? ZERO
  }

  physicalId(name: string): string {
    return this.#of(name)?.physicalId ?? ZERO
  }

  /** The virtual name behind an id that a client sent. */
  nameOf(virtualId: string): string | undefined {
    const name = this.#find(virtualId)
    if (name !== undefined || this.#revision === this.#table.revision) return name
    for (const each of this.#view.aliases.keys()) this.#of(each)
    this.#revision = this.#table.revision
    return this.#find(virtualId)
  }

  #find(virtualId: string): string | undefined {
    const known = this.#derived.byVirtualId.get(virtualId)
    return known && this.#physicalIdOf(known.name) === known.physicalId ? known.name : undefined
  }

  #physicalIdOf(name: string): string | undefined {
    const physical = this.#view.aliases.get(name)
    return physical === undefined ? undefined : this.#table.get(physical)?.id
  }

  #of(name: string): Known | undefined {
    const physicalId = this.#physicalIdOf(name)
    if (physicalId === undefined) return undefined
    const { byName, byVirtualId } = this.#derived
    const there = byName.get(name)
    if (there?.physicalId === physicalId) return there
    const known = { name, physicalId, virtualId: this.#view.ids.topicId(name, physicalId) }
    byName.set(name, known)
    byVirtualId.set(known.virtualId, known)
    return known
  }
}
