import { type AclBinding, EVERYONE } from '@tidegate/resources'

export type Pattern = AclBinding['resourcePattern']

/** A name that no rule names, and so stands for all others of its prefix: no name has a NUL. */
export const nameFor = ({ patternType, name }: Pattern): string => {
  if (patternType === 'PREFIXED') return `${name}\0`
  return name === '*' ? '\0' : name
}

/** What the rules that bind a principal are about, each pattern once: first what is named, then what begins so, then all. */
export function patternsFor(principal: string, bindings: readonly AclBinding[]): Pattern[] {
  const own = bindings.filter(rule => rule.principal === principal || rule.principal === EVERYONE)
  const all = new Map(own.map(({ resourcePattern }) => [textOf(resourcePattern), resourcePattern]))
  return [...all.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

export const textOf = ({ resourceType, patternType, name }: Pattern): string => `${resourceType} ${patternType} ${name}`

const rank = ({ patternType, name }: Pattern): number => (patternType === 'PREFIXED' ? 1 : name === '*' ? 2 : 0)
