import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import { openStore, type People, type Role, type Store, type WorkerReport } from '@tidegate/store'
import { openConsoleStore } from '@tidegate/store/sign-in'
import { freePort, type Postgres, query, startPostgres } from '@tidegate/testkit'
import { type ConsoleServer, consoleServer, startConsole } from './console-process.ts'

export { expect }

export const account = { name: 'Olivia Owner', email: 'owner@example.com', password: randomBytes(12).toString('hex') }
const secretKey = randomBytes(32)
const actor = { user: 'admin', surface: 'rest' } as const

export const envOf = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  GATEWAY_USER_POOL_SECRET_KEY: secretKey.toString('base64'),
})

type Metadata = { name: string; vCluster?: string }
type Changes = Parameters<Store['apply']>[0]

export type Tidegate = {
  readonly url: string
  readonly databaseUrl: string
  /** What processes on the same database are told. */
  readonly env: ReturnType<typeof envOf>
  readonly store: Store
  readonly people: People
  /** What the console has printed in this test. */
  log(): string
  /** Takes the console away as a crash does, until the next `start`: same port, same database. */
  pause(): Promise<void>
  start(): Promise<void>
  put(kind: string, metadata: Metadata, spec: object): Promise<unknown>
  remove(kind: string, metadata: Metadata): Promise<unknown>
  /**
   * A gateway reports itself, up to date and without errors unless told otherwise. It falls silent only where `seenAt`
   * says so: else its clock goes ahead, so that no test has to be faster than that.
   */
  report(report: Partial<WorkerReport> & { name: string; seenAt?: Date }): Promise<void>
  /** As the Owner who has claimed the console. */
  signIn(): Promise<void>
  /** As someone who is added now. */
  signInAs(role: Role): Promise<{ email: string; password: string }>
}

/** A page that the server made hears a click once React has taken it over, for which a reader needs a moment anyway. */
const isHeard = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const isTaken = (control: Element) => Object.keys(control).some(key => key.startsWith('__reactProps'))
    return !('__next_f' in window) || [...document.querySelectorAll('a, button, input, select')].every(isTaken)
  })
}

/** What a page of the console sends, with what a browser adds. */
export const send = (request: APIRequestContext, url: string, { path, data }: { path: string; data: object }) =>
  request.post(`${url}${path}`, { data, headers: { origin: url } })

async function open(request: APIRequestContext, url: string, { path, data }: { path: string; data: object }) {
  const answer = await send(request, url, { path, data })
  expect(answer.ok(), await answer.text()).toBe(true)
}

const apiVersionOf = (kind: string) =>
  ['PhysicalCluster', 'Acl', 'Partner'].includes(kind) ? 'tidegate/v1' : 'gateway/v2'

const AHEAD_MS = 3_600_000

async function reportTo(
  databaseUrl: string,
  { seenAt = new Date(Date.now() + AHEAD_MS), ...report }: Parameters<Tidegate['report']>[0],
) {
  const store = await openStore({ databaseUrl, secretKey, now: () => seenAt })
  const startedAt = new Date(seenAt.getTime() - AHEAD_MS)
  const defaults = { version: '1.2.3', pid: 1, startedAt, adminUrl: 'http://localhost:8888' }
  const generation = await store.generation()
  await store.reportWorker({
    ...defaults,
    generation,
    clusters: [],
    addresses: {},
    errors: [],
    clients: [],
    refusals: [],
    ...report,
  })
  await store.close()
}

type Parts = {
  /** Further variables of the console. */
  env: Record<string, string>
  /** Whether it is started for this test alone, which begins with its start or leaves something in its memory. */
  ownConsole: boolean
  /** Whether the console has its Owner before the test begins. */
  isClaimed: boolean
  tidegate: Tidegate
  unbroken: undefined
}

type Shared = {
  postgres: Postgres
  /** Databases that are copied for each test: one with its tables alone, one whose console has its Owner. */
  prepared: { empty: string; claimed: string }
  port: number
  server: ConsoleServer
}

/** Of the one database that a console knows; each test finds it new. */
const DATABASE = 'console'

/** A console keeps what it has worked out of a generation, so none comes a second time. */
const newGeneration = 'update "Generation" set value = (extract(epoch from clock_timestamp()) * 1000)::bigint'

/** Each test has a database of its own. */
export const test = base.extend<Parts, Shared>({
  env: [{}, { option: true }],
  ownConsole: [false, { option: true }],
  isClaimed: [true, { option: true }],
  postgres: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here.
    async ({}, use) => {
      await using postgres = await startPostgres({ own: true })
      await use(postgres)
    },
    { scope: 'worker' },
  ],
  prepared: [
    async ({ postgres, playwright }, use, { project }) => {
      const empty = await postgres.createDatabase()
      const tables = await openStore({ databaseUrl: empty, secretKey })
      await tables.migrate()
      await tables.close()
      const claimed = await postgres.createDatabase({ like: empty })
      const { store, people } = await openConsoleStore({ databaseUrl: claimed, secretKey })
      const token = (await people.offerClaim())!.token
      await store.close()
      const port = await freePort()
      const server = await startConsole(envOf(claimed), port, join(project.outputDir, `claim-${port}.log`))
      const other = await playwright.request.newContext()
      await open(other, `http://127.0.0.1:${port}`, { path: '/api/claim', data: { ...account, token } })
      await open(other, `http://127.0.0.1:${port}`, { path: '/api/sign-out', data: {} })
      await other.dispose()
      await server.stop()
      await use({ empty, claimed })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  port: [async ({}, use) => use(await freePort()), { scope: 'worker' }],
  server: [
    async ({ port }, use, { project }) => {
      const server = consoleServer(port, join(project.outputDir, `console-${port}.log`))
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  page: async ({ page }, use) => {
    const { goto, reload } = page
    const thenHeard =
      <Given extends unknown[], Answer>(go: (...given: Given) => Promise<Answer>) =>
      async (...given: Given) => {
        const answer = await go.apply(page, given)
        await isHeard(page)
        return answer
      }
    page.goto = thenHeard(goto)
    page.reload = thenHeard(reload)
    await use(page)
  },
  baseURL: ({ port }, use) => use(`http://127.0.0.1:${port}`),
  tidegate: [
    async ({ postgres, prepared, context, server, env, ownConsole, isClaimed }, use) => {
      if (ownConsole) await server.stop()
      const like = isClaimed ? prepared.claimed : prepared.empty
      const databaseUrl = await postgres.createDatabase({ name: DATABASE, like, anew: true })
      await query(databaseUrl, newGeneration)
      const { store, people } = await openConsoleStore({ databaseUrl, secretKey })
      const start = () => server.serve({ ...envOf(databaseUrl), ...env })
      const printed = server.log().length
      await start()
      const url = `http://127.0.0.1:${server.port}`
      const apply = (change: object) => store.apply([change] as unknown as Changes, { actor })
      await use({
        url,
        databaseUrl,
        env: envOf(databaseUrl),
        store,
        people,
        log: () => server.log().slice(printed),
        pause: () => server.stop(),
        start,
        put: (kind, metadata, spec) =>
          apply({ op: 'put', manifest: { kind, apiVersion: apiVersionOf(kind), metadata, spec } }),
        remove: (kind, metadata) => apply({ op: 'delete', kind, ...metadata }),
        report: report => reportTo(databaseUrl, report),
        signIn: () => open(context.request, url, { path: '/api/sign-in', data: account }),
        signInAs: async role => {
          const person = { name: `A ${role}`, email: `${role}@example.com` }
          const { token } = await people.add({ ...person, role }, { user: account.email, surface: 'trpc' })
          const password = randomBytes(12).toString('hex')
          await open(context.request, url, { path: '/api/password', data: { token, password } })
          return { ...person, password }
        },
      })
      if (ownConsole) await server.stop()
      await store.close()
    },
    { auto: true },
  ],
  /** Whatever a test is about, no script of the page may fail in it; asked before its console is taken away. */
  unbroken: [
    async ({ page, tidegate: _ }, use) => {
      const faults: Error[] = []
      page.on('pageerror', fault => faults.push(fault))
      await use(undefined)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})
