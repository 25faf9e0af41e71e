import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { openSchemaEngine } from './schema-engine.ts'

const directory = join(import.meta.dirname, '../../../prisma/migrations')

/** Any number that nothing else locks in this database. */
const MIGRATION_LOCK = 7_433_412

export const everything = { externalTables: [], externalEnums: [] }

/**
 * Applies what is missing, all of it or nothing: the engine works on a pool of one connection, inside a transaction
 * that it does not know of. Processes that start at once take turns.
 */
export async function applyMigrations(connection: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 1, idleTimeoutMillis: 0 })
  pool.on('error', () => {})
  try {
    await pool.query('BEGIN')
    await pool.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    using engine = await openSchemaEngine(pool)
    await engine.applyMigrations({ migrationsList: await readMigrations(), filters: everything })
    await pool.query('COMMIT')
  } finally {
    await pool.end()
  }
}

/** Of this version, in the order in which they are applied. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  return names.sort()
}

async function readMigrations(): Promise<MigrationList> {
  const names = await migrationNames()
  const read = (...path: string[]) => readFile(join(directory, ...path), 'utf8')
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: await read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async path => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await read(path, 'migration.sql') },
        },
      })),
    ),
  }
}
