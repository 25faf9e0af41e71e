import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Over a connection of its own. */
export async function query(url: string, text: string, values: readonly string[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks also fails the query, whose error is the one to show.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.query(text, [...values])
  } finally {
    await client.end()
  }
}

/** Creates the database unless it is there, and answers its URL. */
export async function createDatabase(server: string, name = `test_${randomBytes(6).toString('hex')}`): Promise<string> {
  const { rowCount } = await query(server, 'select from pg_database where datname = $1', [name])
  if (rowCount === 0) await query(server, `create database ${pg.escapeIdentifier(name)}`)
  return Object.assign(new URL(server), { pathname: `/${encodeURIComponent(name)}` }).href
}

export async function dropDatabase(server: string, database: string): Promise<void> {
  const name = decodeURIComponent(new URL(database).pathname.slice(1))
  await query(server, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}
