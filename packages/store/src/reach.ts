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

/**
 * Looks of one kind at the same places. Each is written so that one index alone can serve it, whatever statistics
 * there are: those of a database that was just filled say that any index finds a row or two.
 */
function findAll(looks: readonly Look[], touched: readonly Key[]): Sql {
  const { kind, where, first } = looks[0]!
  const places = Object.keys(where)
  const texts = (place: string) => sql`${looks.map(look => look.where[place]!)}::text[]`
  const own = sql`SELECT * FROM "Resource" WHERE "kind" = ${raw(`'${kind}'`)}`
  const [column, another] = places.map(columnOf)
  if (!another) {
    if (!first) return sql`${own} AND ${column} = ANY(${texts(places[0]!)})`
    return sql`SELECT "found".* FROM unnest(${texts(places[0]!)}) AS "look"("text") CROSS JOIN LATERAL (
      SELECT * FROM (${own} AND ${column} >= "look"."text" AND ${isUntouched(kind, touched)}
        ORDER BY ${column}, "vCluster", "name" LIMIT 1) AS "next" WHERE ${column} = "look"."text") AS "found"`
  }
  const isKey = places.every(place => place.startsWith('metadata.'))
  const [one, other] = places.map(texts)
  const found = isKey
    ? sql`SELECT * FROM "Resource" WHERE "kind" = "look"."kind" AND ${column} = "look"."one" AND ${another} = "look"."other"`
    : sql`${own} AND ARRAY[${column}, ${another}] = ARRAY["look"."one", "look"."other"]`
  return sql`SELECT "found".* FROM unnest(${looks.map(look => look.kind)}::text[], ${one}, ${other}) AS "look"("kind", "one", "other")
    CROSS JOIN LATERAL (${found} OFFSET 0) AS "found"`
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
