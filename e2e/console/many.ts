import { createHash } from 'node:crypto'
import { query } from '@tidegate/testkit'

/** A resource as it is stored; one of no virtual cluster names none. */
export type Stored = {
  readonly kind: string
  readonly vCluster?: string
  readonly name: string
  readonly spec: Readonly<Record<string, unknown>>
}

/**
 * Resources by the thousand, in one change and as the store writes them: one by one they would take minutes. No rule is
 * checked; what they refer to is there already, or among them.
 */
export async function insertMany(databaseUrl: string, resources: readonly Stored[]): Promise<void> {
  await query(
    databaseUrl,
    `WITH "next" AS (UPDATE "Generation" SET "value" = "value" + 1 RETURNING "value"),
       "told" AS (SELECT pg_notify('tidegate', "value"::text) FROM "next"),
       "added" AS (
         INSERT INTO "Resource" ("uid", "vCluster", "kind", "name", "spec", "generation", "createdAt", "updatedAt")
         SELECT gen_random_uuid(), coalesce(each ->> 'vCluster', ''), each ->> 'kind', each ->> 'name', each -> 'spec',
           "next"."value", now(), now()
         FROM jsonb_array_elements($1::jsonb) AS each, "next")
     SELECT * FROM "told"`,
    [JSON.stringify(resources)],
  )
  await query(databaseUrl, 'ANALYZE "Resource"')
}

type Many = {
  readonly databaseUrl: string
  readonly vCluster: string
  readonly aliases: number
  readonly acls?: number
}

/** Alias topics on `clusterA`, and ACLs. */
export const putMany = ({ databaseUrl, vCluster, aliases, acls = 0 }: Many): Promise<void> =>
  insertMany(databaseUrl, [...times(aliases, i => alias(vCluster, i)), ...times(acls, i => acl(vCluster, i))])

const times = (count: number, make: (i: number) => Stored): Stored[] =>
  Array.from({ length: count }, (_, i) => make(i + 1))

const md5 = (i: number): string => createHash('md5').update(String(i)).digest('hex')

const topic = (i: number): string => `topic-${String(i).padStart(5, '0')}`

const alias = (vCluster: string, i: number): Stored => ({
  kind: 'AliasTopic',
  vCluster,
  name: topic(i),
  spec: { physicalName: `internal.team-${i % 97}.${md5(i)}`, physicalCluster: 'clusterA' },
})

const acl = (vCluster: string, i: number): Stored => ({
  kind: 'Acl',
  vCluster,
  name: md5(i),
  spec: {
    resourcePattern: {
      resourceType: i % 5 === 0 ? 'GROUP' : 'TOPIC',
      name: topic(i % 10_000),
      patternType: 'LITERAL',
    },
    principal: `User:app-${i % 500}`,
    host: '*',
    operation: i % 3 === 0 ? 'DESCRIBE' : 'READ',
    permissionType: i % 50 === 0 ? 'DENY' : 'ALLOW',
  },
})
