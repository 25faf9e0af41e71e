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

export type DatabaseOptions = {
  readonly name?: string | undefined
  /** The URL of a database of the same server that is copied; nobody may be connected to it. */
  readonly like?: string
}

const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/** Creates the database unless it is there, and answers its URL. */
export async function createDatabase(server: string, { name: given, like }: DatabaseOptions = {}): Promise<string> {
  const name = given ?? `test_${randomBytes(6).toString('hex')}`
  const { rowCount } = await query(server, 'select from pg_database where datname = $1', [name])
  const template = like === undefined ? '' : ` template ${pg.escapeIdentifier(nameIn(like))}`
  if (rowCount === 0) await query(server, `create database ${pg.escapeIdentifier(name)}${template}`)
  return Object.assign(new URL(server), { pathname: `/${encodeURIComponent(name)}` }).href
}

export async function dropDatabase(server: string, database: string): Promise<void> {
  await query(server, `drop database if exists ${pg.escapeIdentifier(nameIn(database))} with (force)`)
}
