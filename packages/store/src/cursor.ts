import { GatewayError } from '@tidegate/errors'
import type { PageQuery } from './paging.ts'

/** What a cursor is of: it means nothing in another list or order. */
export type Listed = { readonly kind: string; readonly sort: string; readonly order: NonNullable<PageQuery['order']> }

/** The place of a row among all, as text for an address. */
export const cursorOf = ({ kind, sort, order }: Listed, keys: readonly string[]): string =>
  Buffer.from(JSON.stringify([kind, sort, order, ...keys])).toString('base64url')

export function readCursor(cursor: string, { kind, sort, order }: Listed, length: number): string[] {
  const [ofKind, ofSort, ofOrder, ...keys] = textsOf(cursor)
  if (ofKind === kind && ofSort === sort && ofOrder === order && keys.length === length) return keys
  throw new GatewayError(
    'MALFORMED',
    'cursor: give that of an answer to the same list in the same order, or leave it out',
  )
}

function textsOf(cursor: string): string[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(read) && read.every(isText) ? read : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
