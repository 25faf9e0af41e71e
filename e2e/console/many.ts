import { query } from '@tidegate/testkit'

type Many = {
  readonly databaseUrl: string
  readonly vCluster: string
  readonly aliases: number
  readonly acls?: number
}

/**
 * Alias topics and ACLs by the thousand, as the store writes them: one by one they would take minutes. There is a
 * virtual cluster and a physical cluster of these names already.
 */
export async function putMany({ databaseUrl, vCluster, aliases, acls = 0 }: Many): Promise<void> {
  const generation = '(SELECT "value" FROM "Generation")'
  await query(databaseUrl, 'UPDATE "Generation" SET "value" = "value" + 1')
  for (const [text, count] of [
    [manyAliases, aliases],
    [manyAcls, acls],
  ] as const)
    await query(
      databaseUrl,
      `INSERT INTO "Resource" ("uid", "vCluster", "kind", "name", "spec", "generation", "createdAt", "updatedAt")
       SELECT gen_random_uuid(), $1, ${text}, ${generation}, now(), now() FROM generate_series(1, $2::int) AS i`,
      [vCluster, String(count)],
    )
  await query(databaseUrl, `SELECT pg_notify('tidegate', "value"::text) FROM "Generation"`)
  await query(databaseUrl, 'ANALYZE "Resource"')
}

const manyAliases = `'AliasTopic', 'topic-' || lpad(i::text, 5, '0'), jsonb_build_object(
  'physicalName', 'internal.team-' || i % 97 || '.' || md5(i::text), 'physicalCluster', 'clusterA')`

const manyAcls = `'Acl', md5(i::text), jsonb_build_object(
  'resourcePattern', jsonb_build_object('resourceType', CASE WHEN i % 5 = 0 THEN 'GROUP' ELSE 'TOPIC' END,
    'name', 'topic-' || lpad((i % 10000)::text, 5, '0'), 'patternType', 'LITERAL'),
  'principal', 'User:app-' || i % 500, 'host', '*', 'operation', CASE WHEN i % 3 = 0 THEN 'DESCRIBE' ELSE 'READ' END,
  'permissionType', CASE WHEN i % 50 = 0 THEN 'DENY' ELSE 'ALLOW' END)`
