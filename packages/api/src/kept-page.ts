import { GatewayError } from '@tidegate/errors'
import { z } from 'zod'
import type { Parameter } from './trpc.ts'

export const pageParameters = {
  search: { type: 'string', description: 'A part of the name, in any case of letters.' },
  order: { type: 'string', description: 'asc or desc; asc if left out.' },
  cursor: { type: 'string', description: 'Goes on where an answer with this cursor ended, in the same order.' },
  limit: { type: 'string', description: 'How many at most, from 1 to 200; 100 if left out.' },
} as const satisfies Record<string, Parameter>

type Value = string | number | null

type Wanted<Row> = {
  readonly sort: string
  readonly order: 'asc' | 'desc'
  readonly cursor?: string | undefined
  readonly limit: number
  placeOf(row: Row): Value
  keyOf(row: Row): string
}

const position = z.tuple([z.string(), z.enum(['asc', 'desc']), z.union([z.string(), z.number(), z.null()]), z.string()])

/**
 * The rows after the cursor. It says where a page ended and not how many came before, so that rows that come and go
 * meanwhile make none appear twice.
 */
export function pageIn<Row>(rows: readonly Row[], { sort, order, cursor, limit, placeOf, keyOf }: Wanted<Row>) {
  const direction = order === 'asc' ? 1 : -1
  const compare = (a: readonly [Value, string], b: readonly [Value, string]) =>
    direction * compareValues(a[0], b[0]) || compareText(a[1], b[1])
  const placed = rows.map(row => ({ row, place: [placeOf(row), keyOf(row)] as const }))
  const after = cursor === undefined ? undefined : readCursor(cursor, { sort, order })
  const left = (after ? placed.filter(({ place }) => compare(place, after) > 0) : placed).sort((a, b) =>
    compare(a.place, b.place),
  )
  const page = left.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ row }) => row),
    ...(last && left.length > limit && { cursor: cursorOf([sort, order, ...last.place]) }),
  }
}

/** What is not known comes before all that is. */
function compareValues(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b))
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const cursorOf = (place: z.output<typeof position>): string => Buffer.from(JSON.stringify(place)).toString('base64url')

function readCursor(cursor: string, { sort, order }: { sort: string; order: string }): readonly [Value, string] {
  const { data } = position.safeParse(parsed(cursor))
  if (!data || data[0] !== sort || data[1] !== order)
    throw new GatewayError('MALFORMED', 'cursor: it is not of this list and order: begin with the first page')
  return [data[2], data[3]]
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
