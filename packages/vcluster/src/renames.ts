import type { Names } from './names.ts'
import type { View } from './view.ts'

/** What one connection calls the topics that have two names: by physical name, the one that it used last. */
export type Voice = Map<string, string>

/** Topics as one client speaks of them in one request. */
export type Speech = {
  readonly topics: Names
  /** The client spoke of a topic by this name. */
  named(alias: string): void
}

const NOTHING = () => {}

/**
 * While a topic is renamed it has two names (docs/decisions/0018), and a client is told the one that it uses: the new one
 * where it uses both in one request, or none. A view without such a topic costs nothing here.
 */
export function speechOf(view: View, voice: () => Voice, usedOldName: (alias: string) => void): Speech {
  if (view.retiring.size === 0) return { topics: view.topics, named: NOTHING }
  const said = new Set<string>()
  const named = (alias: string) => {
    const physical = view.aliases.get(alias)
    if (physical === undefined || !view.renamed.has(physical)) return
    const isOld = view.retiring.has(alias)
    if (isOld) usedOldName(alias)
    if (isOld && said.has(physical)) return
    if (!isOld) said.add(physical)
    voice().set(physical, alias)
  }
  return {
    named,
    topics: {
      toPhysical(name) {
        named(name)
        return view.topics.toPhysical(name)
      },
      toVirtual(physical) {
        const name = voice().get(physical)
        return name !== undefined && view.aliases.get(name) === physical ? name : view.topics.toVirtual(physical)
      },
    },
  }
}
