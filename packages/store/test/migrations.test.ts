import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { everything } from '../src/migrations.ts'
import { openSchemaEngine } from '../src/schema-engine.ts'
import { fresh, open, postgres } from './fixture.ts'

test('several processes may bring an empty database up to date at once, and each change is made once', async () => {
  const url = await postgres.createDatabase()
  const stores = await Promise.all([open(url), open(url), open(url)])
  await Promise.all(stores.map(store => store.migrate()))
  assert.deepEqual(await Promise.all(stores.map(store => store.generation())), [0, 0, 0])
})

test('a database that is up to date stays as it is', async () => {
  const { store, rows } = await fresh()
  const applied = 'select id, migration_name, finished_at from _prisma_migrations'
  const before = await rows(applied)
  await store.migrate()
  assert.deepEqual(await rows(applied), before)
  assert.deepEqual(
    before.map(row => row.migration_name),
    [
      '0001_init',
      '0002_connection_record',
      '0003_sign_in',
      '0004_return_and_receipt',
      '0005_usage',
      '0006_changes',
      '0007_looks',
    ],
  )
})

const columns = `select table_name, column_name, udt_name, is_nullable, column_default, datetime_precision
  from information_schema.columns where table_schema = 'public' order by 1, 2`
/** Prisma's schema has no words for an index on a part of a spec. */
const indexes = `select indexdef from pg_indexes where schemaname = 'public' and indexdef not like '%spec%' order by 1`
const constraints = `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as rule from pg_constraint
  where connamespace = 'public'::regnamespace order by 1, 2`

test('the migrations make the schema that Prisma is generated from', async () => {
  const migrated = await fresh()
  const pool = new pg.Pool({ connectionString: await postgres.createDatabase() })
  await pool.query(await scriptOfSchema(pool))
  for (const catalog of [columns, indexes, constraints]) {
    const { rows } = await pool.query(catalog)
    const without = (await migrated.rows(catalog)).filter(row => !JSON.stringify(row).includes('_prisma_migrations'))
    assert.deepEqual(without, rows)
    assert.notEqual(rows.length, 0)
  }
  await pool.end()
})

async function scriptOfSchema(pool: pg.Pool): Promise<string> {
  const schema = join(import.meta.dirname, '../../../prisma')
  const paths = ['schema.prisma', ...readdirSync(join(schema, 'models')).map(file => join('models', file))]
  const files = paths.map(path => ({ path, content: readFileSync(join(schema, path), 'utf8') }))
  using engine = await openSchemaEngine(pool)
  const ends = { from: { tag: 'empty' }, to: { tag: 'schemaDatamodel', files } } as const
  const { stdout } = await engine.diff({ ...ends, script: true, exitCode: null, filters: everything })
  return stdout ?? ''
}
