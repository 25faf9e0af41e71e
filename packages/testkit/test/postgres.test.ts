import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { query } from '../src/database.ts'
import { type Postgres, startPostgres, temporaryDirectory } from '../src/index.ts'

describe('a server of our own', () => {
  let postgres: Postgres
  before(async () => {
    postgres = await startPostgres({ own: true })
  })
  after(() => postgres.stop())

  test('databases are apart from each other', async () => {
    const [one, other] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()])
    await query(one, 'create table only_here (id int)')
    await assert.rejects(query(other, 'select from only_here'), /does not exist/)
  })

  test('a database with a name is created once', async () => {
    const url = await postgres.createDatabase({ name: 'tide "gate"' })
    await query(url, 'create table kept (id int)')
    assert.equal(await postgres.createDatabase({ name: 'tide "gate"' }), url)
    await query(url, 'select from kept')
  })

  test('what was written is there after an outage, at the same address', async () => {
    const url = await postgres.createDatabase()
    await query(url, 'create table kept (id int)')
    await postgres.pause()
    await assert.rejects(query(url, 'select 1'), /ECONNREFUSED/)
    await postgres.start()
    await query(url, 'select from kept')
  })
})

test('a directory that is closed to others keeps its data from one start to the next', async () => {
  const dir = temporaryDirectory()
  chmodSync(dir, 0o700)
  const first = await startPostgres({ dir, own: true })
  await query(await first.createDatabase({ name: 'tidegate' }), 'create table kept (id int)')
  await first.stop()
  await using second = await startPostgres({ dir, own: true })
  await query(await second.createDatabase({ name: 'tidegate' }), 'select from kept')
})

test('a database that is made like another holds what that one held', async () => {
  await using postgres = await startPostgres()
  const url = await postgres.createDatabase()
  await query(url, 'create table kept (id int)')
  const copy = await postgres.createDatabase({ like: url })
  assert.notEqual(copy, url)
  await query(copy, 'select from kept')
})

test('on a given server the databases made are gone after the stop', async () => {
  await using own = await startPostgres({ own: true })
  process.env.DATABASE_URL = own.url
  const given = await startPostgres()
  delete process.env.DATABASE_URL
  const database = await given.createDatabase()
  await query(database, 'select 1')
  assert.equal(given.pid, undefined)
  await given.stop()
  await assert.rejects(query(database, 'select 1'), /does not exist/)
})
