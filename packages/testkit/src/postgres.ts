import { mkdirSync, rmSync } from 'node:fs'
import { createDatabase, type DatabaseOptions, dropDatabase } from './database.ts'
import { environment } from './environment.ts'
import { freePort } from './ports.ts'
import { PostgresServer } from './postgres-server.ts'
import { temporaryDirectory } from './temporary-directory.ts'

export type PostgresOptions = {
  /** Keeps the data: a later start with the same directory finds it. Without one, nothing is left. */
  readonly dir?: string
  readonly port?: number
  /** A server of our own even where DATABASE_URL names one: for tests that take it away. */
  readonly own?: boolean
}

export type Postgres = AsyncDisposable & {
  readonly url: string
  /** Undefined where the server is the one of DATABASE_URL. */
  readonly pid: number | undefined
  /** Answers the URL of a new database, or of the one with that name where it exists. */
  createDatabase(options?: DatabaseOptions): Promise<string>
  /** Takes the server away as a crash does, until the next `start`: same port, same data. */
  pause(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** The server that DATABASE_URL names; else one of our own on loopback. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const url = environment.DATABASE_URL
  return url && !options.own ? givenServer(url) : ownServer(options)
}

async function ownServer({ dir, port }: PostgresOptions): Promise<Postgres> {
  const directory = dir ?? temporaryDirectory()
  mkdirSync(directory, { recursive: true })
  const kept = dir !== undefined
  const server = new PostgresServer({ directory, port: port ?? (await freePort()), kept })
  const stop = async () => {
    await server.stop(kept ? 'SIGINT' : 'SIGQUIT')
    if (!kept) rmSync(directory, { recursive: true, force: true })
  }
  await server.start().catch(async error => {
    await stop()
    throw error
  })
  return {
    url: server.url,
    get pid() {
      return server.pid
    },
    createDatabase: options => createDatabase(server.url, options),
    pause: () => server.stop('SIGQUIT'),
    start: () => server.start(),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Leaves on that server only the databases that were there. */
function givenServer(url: string): Postgres {
  const created: string[] = []
  const stop = async () => {
    for (const database of created.splice(0)) await dropDatabase(url, database)
  }
  const refuse = () => Promise.reject(new Error('The server of DATABASE_URL is not ours to stop; ask for an own one.'))
  return {
    url,
    pid: undefined,
    createDatabase: async options => {
      const database = await createDatabase(url, options)
      if (options?.name === undefined) created.push(database)
      return database
    },
    pause: refuse,
    start: refuse,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
