import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Database } from './database.ts'
import { migrationNames } from './migrations.ts'
import type { Inspection } from './store.ts'

const ANSWER_MS = 3_000
const NO_TABLE = '42P01'

/** Over connections of its own, so that a pool which is busy or stuck changes nothing of what is measured. */
export async function inspect({ connection, now }: Pick<Database, 'connection' | 'now'>): Promise<Inspection> {
  const [client, other] = [connect(connection), connect(connection)]
  try {
    await Promise.all([client.connect(), other.connect()])
    return {
      ...(await readClock(client, now)),
      migrations: await compareMigrations(client),
      announces: await announces(client, other),
    }
  } finally {
    // The server may be gone: its goodbye is not waited for.
    for (const each of [client, other]) each.end().catch(() => {})
  }
}

function connect(connection: pg.PoolConfig): pg.Client {
  const client = new pg.Client({ ...connection, query_timeout: ANSWER_MS })
  client.on('error', () => {})
  return client
}

async function readClock(client: pg.Client, now: () => Date) {
  const sent = now().getTime()
  const { rows } = await client.query<{ version: string; ms: string }>(
    "SELECT current_setting('server_version') AS version, extract(epoch FROM clock_timestamp()) * 1000 AS ms",
  )
  const received = now().getTime()
  const [row] = rows
  // Half of the way there lies between the two readings, as far as anyone can tell.
  const clockAheadMs = Math.round((sent + received) / 2 - Number(row?.ms))
  return { version: row?.version ?? '', roundTripMs: received - sent, clockAheadMs }
}

async function compareMigrations(client: pg.Client): Promise<Inspection['migrations']> {
  const [known, applied] = await Promise.all([migrationNames(), appliedMigrations(client)])
  return {
    applied: applied.filter(name => known.includes(name)),
    missing: known.filter(name => !applied.includes(name)),
    unknown: applied.filter(name => !known.includes(name)),
  }
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return rows.map(({ name }) => name).sort()
  } catch (error) {
    if ((error as { code?: string }).code === NO_TABLE) return []
    throw error
  }
}

/** Whether what one connection announces reaches another one, which a pooler between may prevent. */
async function announces(listener: pg.Client, speaker: pg.Client): Promise<boolean> {
  const word = randomUUID()
  let timer: NodeJS.Timeout | undefined
  const heard = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), ANSWER_MS)
    listener.on('notification', ({ payload }) => payload === word && resolve(true))
  })
  try {
    await listener.query('LISTEN tidegate_doctor')
    await speaker.query('SELECT pg_notify($1, $2)', ['tidegate_doctor', word])
    return await heard
  } finally {
    clearTimeout(timer)
  }
}
