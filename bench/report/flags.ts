type Named = { readonly name: string }

/** All, or those that a comma-separated list names, in its order. */
export function pick<Thing extends Named>(what: string, all: readonly Thing[], list?: string): readonly Thing[] {
  if (list === undefined) return all
  return list.split(',').map(name => {
    const found = all.find(each => each.name === name)
    if (!found) throw new Error(`There is no ${what} ${name}. There is: ${all.map(each => each.name).join(', ')}`)
    return found
  })
}

/** The flags that were given, as they are typed. */
export const flagsOf = (values: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(values).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, value]))

export function positive(flag: string, text: string): number {
  const value = Number(text)
  if (!(Number.isInteger(value) && value > 0)) throw new Error(`--${flag} is a whole number, and at least 1`)
  return value
}
