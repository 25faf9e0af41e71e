import { useSharing } from './sharing.tsx'

/** What is chosen, each topic once and in the order in which it was. */
export function useChoice() {
  const { draft, edit } = useSharing()
  const { topics } = draft
  const add = (names: readonly string[]) => {
    const known = new Set(topics.map(({ physical }) => physical))
    const more = [...new Set(names)].filter(name => !known.has(name))
    edit({ topics: [...topics, ...more.map(physical => ({ physical }))] })
  }
  const drop = (name: string) => edit({ topics: topics.filter(({ physical }) => physical !== name) })
  const has = new Set(topics.map(({ physical }) => physical))
  return { has, add, drop, toggle: (name: string) => (has.has(name) ? drop(name) : add([name])) }
}
