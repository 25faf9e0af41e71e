import pg from 'pg'

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
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const into = `INSERT INTO "Resource" ("uid", "kind", "vCluster", "name", "spec", "generation", "createdAt", "updatedAt")`
  const rest = `(SELECT "value" FROM "Generation"), now(), now()`
  await client.query('BEGIN')
  await client.query('UPDATE "Generation" SET "value" = "value" + 1')
  await client.query(
    `${into} SELECT gen_random_uuid(), 'AliasTopic', $1, 'topic-' || lpad(i::text, 5, '0'), jsonb_build_object(
       'physicalName', 'internal.team-' || i % 97 || '.' || md5(i::text), 'physicalCluster', 'clusterA'), ${rest}
     FROM generate_series(1, $2::int) AS i`,
    [vCluster, aliases],
  )
  await client.query(
    `${into} SELECT gen_random_uuid(), 'Acl', $1, md5(i::text), jsonb_build_object(
       'resourcePattern', jsonb_build_object('resourceType', CASE WHEN i % 5 = 0 THEN 'GROUP' ELSE 'TOPIC' END,
         'name', 'topic-' || lpad((i % 10000)::text, 5, '0'), 'patternType', 'LITERAL'),
       'principal', 'User:app-' || i % 500, 'host', '*', 'operation', CASE WHEN i % 3 = 0 THEN 'DESCRIBE' ELSE 'READ' END,
       'permissionType', CASE WHEN i % 50 = 0 THEN 'DENY' ELSE 'ALLOW' END), ${rest}
     FROM generate_series(1, $2::int) AS i`,
    [vCluster, acls],
  )
  await client.query(`SELECT pg_notify('tidegate', "value"::text) FROM "Generation"`)
  await client.query('COMMIT')
  await client.query('ANALYZE "Resource"')
  await client.end()
}
