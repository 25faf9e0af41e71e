const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What I changed since the base, on top of what they have now. Where both changed the same field, mine stands. */
export function merge<T>(base: T, theirs: T, mine: T): T {
  if (same(base, mine)) return theirs
  if (same(base, theirs)) return mine
  if (Array.isArray(base) && Array.isArray(theirs) && Array.isArray(mine)) return mergeLists(base, theirs, mine) as T
  if (!isFields(base) || !isFields(theirs) || !isFields(mine)) return mine
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const merged = [...names].map(name => [name, merge(base[name], theirs[name], mine[name])])
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as T
}

/** Theirs, without what I took out and with what I put in. */
function mergeLists(base: readonly unknown[], theirs: readonly unknown[], mine: readonly unknown[]): unknown[] {
  const has = (list: readonly unknown[], each: unknown) => list.some(other => same(other, each))
  const kept = theirs.filter(each => !has(base, each) || has(mine, each))
  return [...kept, ...mine.filter(each => !has(base, each) && !has(kept, each))]
}
