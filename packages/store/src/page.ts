import { aclName, type KindName, type Listing, listings, type ResourceOf } from '@tidegate/resources'
import { cursorOf, type Listed, readCursor } from './cursor.ts'
import type { Database } from './database.ts'
import { Prisma, type Resource as Row } from './generated/prisma/client.ts'
import { literal } from './like.ts'
import type { Page, PageQuery } from './paging.ts'
import { resourceOf } from './rows.ts'

type Sql = Prisma.Sql
type Found = Row & { readonly keys: readonly string[] }

const { sql, join, raw } = Prisma

/** Of longer texts the end decides only where the name of the row does; so a cursor stays short enough for an address. */
const KEY_LENGTH = 100
/** The field that rows are ordered by, and others where it is equal in many. */
const ORDERED_BY = 3

export async function readPage<K extends KindName>(
  { prisma }: Database,
  query: PageQuery & { kind: K },
): Promise<Page<K>> {
  const { kind, vCluster, limit, order = 'asc' } = query
  const listing = listings[kind]
  const sort = query.sort ?? listing.order[0]!
  const listed: Listed = { kind, sort, order }
  const keys = keysOf(listing, sort)
  const all = sql`FROM ${await sourceOf(prisma, kind, vCluster)} WHERE "kind" = ${kind} AND ${vCluster === undefined ? sql`true` : sql`"vCluster" = ${vCluster}`}`
  const match = matchOf(listing, query)
  const ordered = join(keys.map(key => sql`${key} ${raw(order)}`))
  const [found, [counted]] = await Promise.all([
    prisma.$queryRaw<
      Found[]
    >`SELECT *, ARRAY[${join(keys)}] AS "keys" ${all} AND ${match} AND ${afterOf(query, listed, keys)}
      ORDER BY ${ordered} LIMIT ${limit + 1}`,
    prisma.$queryRaw<
      { total: bigint; of: bigint }[]
    >`SELECT count(*) FILTER (WHERE ${match}) AS "total", count(*) AS "of" ${all}`,
  ])
  const rows = found.slice(0, limit)
  return {
    rows: rows.map(row => named(resourceOf(row)) as ResourceOf<K>),
    ...(found.length > limit && { cursor: cursorOf(listed, rows.at(-1)!.keys) }),
    total: Number(counted!.total),
    of: Number(counted!.of),
  }
}

/** Also the ACLs that are a part of their virtual cluster, as if each were a resource. */
const everyAcl = sql`(
  SELECT * FROM "Resource" WHERE "kind" = 'Acl'
  UNION ALL
  SELECT "uid", 'Acl', "name", md5("acl"::text), "acl", "generation", "managedBy", "createdAt", "updatedAt"
  FROM "Resource" CROSS JOIN LATERAL (SELECT DISTINCT value AS "acl" FROM jsonb_array_elements("spec"->'acls')) AS "binding"
  WHERE "kind" = 'VirtualCluster' AND "spec"->>'aclMode' = 'REST_API'
) AS "Listed"`

/** Few virtual clusters have such ACLs; without one the table alone is read, which is faster. */
async function sourceOf(prisma: Database['prisma'], kind: KindName, vCluster: string | undefined): Promise<Sql> {
  const inSpec = { kind: 'VirtualCluster', name: vCluster, spec: { path: ['aclMode'], equals: 'REST_API' } }
  const isPart = kind === 'Acl' && (await prisma.resource.findFirst({ where: inSpec, select: { uid: true } }))
  return isPart ? everyAcl : sql`"Resource"`
}

/** The name of an ACL follows from what it says. */
const named = (resource: ReturnType<typeof resourceOf>) =>
  resource.kind === 'Acl' ? { ...resource, metadata: { ...resource.metadata, name: aclName(resource.spec) } } : resource

/** Bytes, so that the order is the same in every database; letters of either case stand together. */
function keysOf({ fields, order }: Listing, sort: string): Sql[] {
  const names = [sort, ...order.filter(name => name !== sort)].slice(0, ORDERED_BY)
  const keys = names.map(name => sql`lower(left(${textOf(fields, name)}, ${raw(String(KEY_LENGTH))}) COLLATE "C")`)
  return [...keys, sql`"name" COLLATE "C"`, sql`"vCluster" COLLATE "C"`]
}

/** The places are of the table of listings, and nobody's input. */
function textOf(fields: Listing['fields'], name: string): Sql {
  const place = fields[name]!
  return place === 'name'
    ? sql`"name"`
    : raw(`coalesce("spec" #>> '{${place.map(step => `"${step}"`).join(',')}}', '')`)
}

function matchOf({ fields, search: searched }: Listing, { search, filters = {} }: PageQuery): Sql {
  const wanted = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [sql`${textOf(fields, name)} = ${value}`],
  )
  if (search !== undefined) {
    const like = `%${literal(search)}%`
    wanted.push(
      sql`(${join(
        searched.map(name => sql`${textOf(fields, name)} ILIKE ${like}`),
        ' OR ',
      )})`,
    )
  }
  return wanted.length === 0 ? sql`true` : join(wanted, ' AND ')
}

function afterOf({ cursor }: PageQuery, listed: Listed, keys: readonly Sql[]): Sql {
  if (cursor === undefined) return sql`true`
  const after = join(readCursor(cursor, listed, keys.length))
  return sql`(${join([...keys])}) ${raw(listed.order === 'asc' ? '>' : '<')} (${after})`
}
