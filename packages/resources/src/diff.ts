import { isDeepStrictEqual } from 'node:util'

/** One field that differs; `before` is absent where it was not there, `after` where it no longer is. */
export type Difference = { readonly path: string; readonly before?: unknown; readonly after?: unknown }

type Fields = Readonly<Record<string, unknown>>

/** What differs between two values field by field. Of a list: what was taken out and what came in, each by its place. */
export function differences(before: unknown, after: unknown, path = 'spec'): Difference[] {
  if (isDeepStrictEqual(before, after)) return []
  if (isFields(before ?? after) && isFields(after ?? before)) return ofFields(before as Fields, after as Fields, path)
  if (Array.isArray(before ?? after) && Array.isArray(after ?? before))
    return ofLists((before ?? []) as unknown[], (after ?? []) as unknown[], path)
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }]
}

function ofFields(before: Fields = {}, after: Fields = {}, path: string): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap(name => differences(before[name], after[name], `${path}.${name}`))
}

function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const removed = left(before, after).map(([i, each]) => ({ path: `${path}[${i}]`, before: each }))
  const added = left(after, before).map(([i, each]) => ({ path: `${path}[${i}]`, after: each }))
  const all = [...removed, ...added]
  return all.length === 0 && !isDeepStrictEqual(before, after) ? [{ path, before, after }] : all
}

/** Those of a list that another does not have, with their places. */
function left(from: readonly unknown[], without: readonly unknown[]): [number, unknown][] {
  const rest = without.map(textOf)
  return [...from.entries()].filter(([, each]) => {
    const i = rest.indexOf(textOf(each))
    if (i >= 0) rest.splice(i, 1)
    return i < 0
  })
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    isFields(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  )

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
