import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, open, postgres } from './fixture.ts'

test('an inspection tells the version, the migrations, and that announcements arrive', async () => {
  const { store } = await fresh()
  const { version, roundTripMs, migrations, announces } = await store.inspect()
  assert.match(version, /^\d+/)
  assert.ok(roundTripMs < 3_000)
  assert.deepEqual([migrations.missing, migrations.unknown, announces], [[], [], true])
  assert.ok(migrations.applied.includes('0001_init'))
})

test('an empty database is inspected without being changed', async () => {
  const store = await open(await postgres.createDatabase())
  assert.deepEqual((await store.inspect()).migrations.applied, [])
  assert.ok((await store.inspect()).migrations.missing.includes('0001_init'))
})

test('a migration of a later version is told apart', async () => {
  const { store, rows } = await fresh()
  await rows(`UPDATE _prisma_migrations SET migration_name = '9999_later' WHERE migration_name = '0001_init'`)
  const { missing, unknown } = (await store.inspect()).migrations
  assert.deepEqual([missing, unknown], [['0001_init'], ['9999_later']])
})

test('a clock that runs ahead of the database is measured', async () => {
  const { store } = await fresh(() => new Date(Date.now() + 60_000))
  const { clockAheadMs } = await store.inspect()
  assert.ok(Math.abs(clockAheadMs - 60_000) < 1_000, `${clockAheadMs}`)
})
