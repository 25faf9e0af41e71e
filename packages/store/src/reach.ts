import { type Change, type Look, looksOf } from '@tidegate/resources'
import type { Transaction } from './database.ts'
import { Prisma, type Resource as Row, type Secret } from './generated/prisma/client.ts'
import { keyOfChange, nameAcl } from './plan.ts'
import { columnsOf, type Key, type Stored, storedOf } from './rows.ts'

type Sql = Prisma.Sql

const { sql, join, raw } = Prisma

/**
 * All that decides about these changes, and nothing else: how much there is beside does not matter. One statement,
 * however many the changes are, which finds each look by an index.
 */
export async function readReach(transaction: Transaction, changes: readonly Change[]): Promise<Stored[]> {
  const named = changes.map(nameAcl)
  const looks = new Map(looksOf(named).map(look => [JSON.stringify(look), look]))
  if (looks.size === 0) return []
  const touched = named.map(keyOfChange)
  const alike = Map.groupBy(looks.values(), ({ kind, where, first }) =>
    JSON.stringify([kind, Object.keys(where), first]),
  )
  const found = join(
    [...alike.values()].map(group => findAll(group, touched)),
    ' UNION ALL ',
  )
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT * FROM (${found}) AS "Found" ORDER BY "kind", "vCluster", "name"`
  const byUid = new Map(rows.map(row => [row.uid, row]))
  const secrets = await transaction.$queryRaw<Secret[]>`
    SELECT * FROM "Secret" WHERE "uid" = ANY(${[...byUid.keys()]}::uuid[])`
  const own = Map.groupBy(secrets, ({ uid }) => uid)
  return [...byUid.values()].map(row => storedOf({ ...row, secrets: own.get(row.uid) ?? [] }))
}

/** Looks of one kind at the same places. A bound inside LATERAL keeps it to an index. */
function findAll(looks: readonly Look[], touched: readonly Key[]): Sql {
  const { kind, where, first } = looks[0]!
  const places = Object.keys(where)
  const texts = places.map(place => sql`${looks.map(look => look.where[place]!)}::text[]`)
  const names = raw(places.map((_, i) => `"${i}"`).join())
  const columns = places.map(columnOf)
  const are = (comparison: '=' | '>=') =>
    join(
      columns.map((column, i) => sql`${column} ${raw(comparison)} "look".${raw(`"${i}"`)}`),
      ' AND ',
    )
  const own = sql`SELECT * FROM "Resource" WHERE "kind" = ${raw(`'${kind}'`)}`
  // Of one place statistics know how much has a text, which may be all.
  if (!first && places.length === 1) return sql`${own} AND ${columns[0]} = ANY(${texts[0]})`
  const found = first
    ? // In the order of an index: without statistics, those that are equal seem to be few, and would be sorted.
      sql`SELECT * FROM (${own} AND ${are('>=')} AND ${isUntouched(kind, touched)}
        ORDER BY ${join(columns)}, "vCluster", "name" LIMIT 1) AS "next" WHERE ${are('=')}`
    : sql`${own} AND ${are('=')} OFFSET 0`
  return sql`SELECT "found".* FROM unnest(${join(texts)}) AS "look"(${names}) CROSS JOIN LATERAL (${found}) AS "found"`
}

function isUntouched(kind: string, touched: readonly Key[]): Sql {
  const own = touched.filter(key => key.kind === kind).map(columnsOf)
  return sql`("vCluster", "name") NOT IN (
    SELECT * FROM unnest(${own.map(({ vCluster }) => vCluster)}::text[], ${own.map(({ name }) => name)}::text[]))`
}

/** The places are of the rules, and nobody's input; indexes are on the same words. */
function columnOf(place: string): Sql {
  const [part, ...steps] = place.split('.')
  return raw(part === 'metadata' ? `"${steps[0]}"` : `("spec" #>> '{${steps.join()}}')`)
}
