import type { Api, Body, Field } from './message.ts'
import { WrittenRows } from './written-rows.ts'

type Row = Readonly<Record<string, unknown>>
type Found = (code: number) => void
type Visit = (row: Row, found: Found) => void

const ERROR_CODE = 'errorCode'

/** Walks only what can hold an error code; undefined where nothing can. */
function visitOf(fields: readonly Field[]): Visit | undefined {
  const codes = fields.filter(({ name, type }) =>
    name.endsWith('ErrorCode') || name === ERROR_CODE ? type === 'int16' : false,
  )
  const nested = fields.flatMap(({ name, type, fields: inner }) => {
    const visit = inner && visitOf(inner)
    return visit ? [{ name, list: type.startsWith('[]'), visit }] : []
  })
  if (codes.length + nested.length === 0) return undefined
  const names = codes.map(({ name }) => name)
  return (row, found) => {
    for (const name of names) {
      const code = row[name] as number | undefined
      if (code !== undefined && code !== 0) found(code)
    }
    for (const { name, list, visit } of nested) {
      const value = row[name]
      if (value === undefined || value === null || value instanceof WrittenRows) continue
      if (list) for (const each of value as readonly Row[]) visit(each, found)
      else visit(value as Row, found)
    }
  }
}

const visits = new Map<Api, Visit | undefined>()
const none: readonly number[] = []

/** The error codes of a response that are not 0, one for each place that holds one; rows that are written already have none. */
export function errorCodesIn(api: Api, body: Body): readonly number[] {
  if (!visits.has(api)) visits.set(api, visitOf(api.response.fields))
  const visit = visits.get(api)
  let codes: number[] | undefined
  visit?.(body, code => {
    codes ??= []
    codes.push(code)
  })
  return codes ?? none
}
