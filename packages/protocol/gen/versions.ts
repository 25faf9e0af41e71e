import type { Versions } from '../src/message.ts'

/** Parses `none`, `3`, `3-5` and `3+`; the open end reaches as far as `within` does. */
export function parseVersions(text: string | undefined, within: Versions): Versions | undefined {
  if (text === undefined || text === 'none') return undefined
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text)
  if (!match) throw new SyntaxError(`${text} is not a range of versions`)
  const first = Number(match[1])
  const last = match[2] ? Number.POSITIVE_INFINITY : Number(match[3] ?? first)
  return intersect([first, last], within)
}

export function intersect(one: Versions, other: Versions): Versions | undefined {
  const first = Math.max(one[0], other[0])
  const last = Math.min(one[1], other[1])
  return first <= last ? [first, last] : undefined
}
