import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { everything, readMigrations } from '../src/migrations.ts'
import { openSchemaEngine } from '../src/schema-engine.ts'
import { fresh, open, postgres, tables } from './fixture.ts'

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
  assert.deepEqual(before.map(row => row.migration_name), ['0001_init'])
})

test('the migrations make the schema that Prisma is generated from', async () => {
  const { url, rows } = await fresh()
  const { hostname: host, port, username: user, password, pathname } = new URL(url)
  // By its parts: a connection string would hide the name of the shadow database, which the engine sets.
  const pool = new pg.Pool({ host, port: Number(port), user, password, database: pathname.slice(1) })
  using engine = await openSchemaEngine(pool)
  const schema = join(import.meta.dirname, '../../../prisma')
  const paths = ['schema.prisma', ...readdirSync(join(schema, 'models')).map(file => join('models', file))]
  const files = paths.map(path => ({ path, content: readFileSync(join(schema, path), 'utf8') }))
  const difference = engine.diff({
    from: { tag: 'migrations', ...(await readMigrations()) },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: everything,
  })
  const { stdout } = await difference.finally(() => pool.end())
  assert.equal(stdout?.trim(), '-- This is an empty migration.')
  const names = await rows(`select table_name from information_schema.tables where table_schema = 'public'`)
  assert.deepEqual(new Set(names.map(row => row.table_name)), new Set([...tables, '_prisma_migrations']))
})
