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
  /** Instead of the one with that name, whoever is connected to it. */
  readonly anew?: boolean
}

const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/**
 * PostgreSQL writes a sequence to its log once for 32 values ahead (sequence.c, SEQ_LOG_VALS). A copy holds how many of
 * them are left and not that record, and would give values twice after a crash: setting it begins anew.
 */
const setSequences = `select setval(format('%I.%I', schemaname, sequencename), last_value)
  from pg_sequences where last_value is not null`

/** Creates the database unless it is there, and answers its URL. */
export async function createDatabase(
  server: string,
  { name: given, like, anew = false }: DatabaseOptions = {},
): Promise<string> {
  const name = given ?? `test_${randomBytes(6).toString('hex')}`
  if (anew) await dropNamed(server, name)
  const { rowCount } = await query(server, 'select from pg_database where datname = $1', [name])
  const template = like === undefined ? '' : ` template ${pg.escapeIdentifier(nameIn(like))}`
  if (rowCount === 0) await query(server, `create database ${pg.escapeIdentifier(name)}${template}`)
  const url = Object.assign(new URL(server), { pathname: `/${encodeURIComponent(name)}` }).href
  if (rowCount === 0 && like !== undefined) await query(url, setSequences)
  return url
}

export const dropDatabase = (server: string, database: string): Promise<void> => dropNamed(server, nameIn(database))

async function dropNamed(server: string, name: string): Promise<void> {
  await query(server, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}
