import type { Shown } from './shown.ts'

/** `toPhysical` is total, so that a broker answers for names that do not exist; `toVirtual` knows only what is one's own. */
export type Names = {
  toPhysical(name: string): string
  toVirtual(name: string): string | undefined
}

export const prefixed = (prefix: string): Names => ({
  toPhysical: name => prefix + name,
  toVirtual: name => (name.startsWith(prefix) ? name.slice(prefix.length) : undefined),
})

/** Names of what is shown change; any other becomes one that `other` makes impossible to be somebody else's. */
export const renamed = ({ aliases, back }: Shown, other: Names): Names => ({
  toPhysical: name => aliases.get(name) ?? other.toPhysical(name),
  toVirtual: name => back.get(name) ?? other.toVirtual(name),
})
