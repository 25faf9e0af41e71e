/** What must not be seen by a partner, and what is. */
export type Leaks = {
  /** How many texts were looked through, and for how many physical names. */
  readonly texts: number
  readonly names: number
  readonly found: readonly { readonly text: string; readonly name: string }[]
}

/** Whole words, in any case: `orders` is in `v2.orders`, and `main` is not in `domain`. */
export function leaksOf(texts: readonly string[], physical: readonly string[]): Leaks {
  const names = new Map(physical.filter(name => name !== '').map(name => [name.toLowerCase(), name]))
  const found = texts.flatMap(text => {
    const name = partsOf(text.toLowerCase()).find(part => names.has(part))
    return name === undefined ? [] : [{ text, name: names.get(name) ?? name }]
  })
  return { texts: texts.length, names: names.size, found }
}

/** Each part of a text that neither begins nor ends within a word, the longest first. */
function partsOf(text: string): string[] {
  const isWithin = (at: number) => isLetter(text[at - 1]) && isLetter(text[at])
  const ends = Array.from({ length: text.length + 1 }, (_, at) => at).filter(at => !isWithin(at))
  return ends
    .flatMap(from => ends.filter(to => to > from).map(to => text.slice(from, to)))
    .sort((a, b) => b.length - a.length)
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character)
