/** `toPhysical` is total, so that a broker answers for names that do not exist; `toVirtual` knows only what is one's own. */
export type Names = {
  toPhysical(name: string): string
  toVirtual(name: string): string | undefined
}

export const prefixed = (prefix: string): Names => ({
  toPhysical: name => prefix + name,
  toVirtual: name => (name.startsWith(prefix) ? name.slice(prefix.length) : undefined),
})

type Table = {
  /** Virtual → physical. */
  readonly names: ReadonlyMap<string, string>
  /** Virtual names that nothing physical leads back to. */
  readonly oneWay: ReadonlyMap<string, unknown>
}

/** Names in the table change; any other becomes one that `other` makes impossible to be somebody else's. */
export function renamed({ names: table, oneWay }: Table, other: Names): Names {
  const ways = [...table].filter(([virtual]) => !oneWay.has(virtual))
  const back = new Map(ways.map(([virtual, physical]) => [physical, virtual]))
  return {
    toPhysical: name => table.get(name) ?? other.toPhysical(name),
    toVirtual: name => back.get(name) ?? other.toVirtual(name),
  }
}
