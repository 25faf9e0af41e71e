import { randomBytes } from 'node:crypto'
import { test as base, expect } from '@playwright/test'
import { openStore, type Store, type WorkerReport } from '@tidegate/store'
import { freePort, type Postgres, startPostgres } from '@tidegate/testkit'
import { startConsole } from './console-process.ts'

export { expect }

export const account = { email: 'owner@example.com', password: randomBytes(12).toString('hex') }
const secretKey = randomBytes(32)
const actor = { user: 'admin', surface: 'rest' } as const

export const envOf = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  GATEWAY_USER_POOL_SECRET_KEY: secretKey.toString('base64'),
  TIDEGATE_CONSOLE_EMAIL: account.email,
  TIDEGATE_CONSOLE_PASSWORD: account.password,
})

type Metadata = { name: string; vCluster?: string }
type Changes = Parameters<Store['apply']>[0]

export type Tidegate = {
  readonly url: string
  readonly store: Store
  put(kind: string, metadata: Metadata, spec: object): Promise<unknown>
  remove(kind: string, metadata: Metadata): Promise<unknown>
  /** A gateway reports itself, up to date and without errors unless told otherwise. */
  report(report: Partial<WorkerReport> & { name: string; seenAt?: Date }): Promise<void>
  signIn(): Promise<void>
}

const apiVersionOf = (kind: string) => (['PhysicalCluster', 'Acl'].includes(kind) ? 'tidegate/v1' : 'gateway/v2')

async function reportTo(databaseUrl: string, { seenAt = new Date(), ...report }: Parameters<Tidegate['report']>[0]) {
  const store = await openStore({ databaseUrl, secretKey, now: () => seenAt })
  const defaults = { version: '1.2.3', pid: 1, startedAt: seenAt, adminUrl: 'http://localhost:8888' }
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

/** Each test has a console and a database of its own. */
export const test = base.extend<{ port: number; tidegate: Tidegate; unbroken: undefined }, { postgres: Postgres }>({
  postgres: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here.
    async ({}, use) => {
      await using postgres = await startPostgres({ own: true })
      await use(postgres)
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  port: async ({}, use) => use(await freePort()),
  baseURL: ({ port }, use) => use(`http://127.0.0.1:${port}`),
  tidegate: [
    async ({ postgres, context, port }, use, testInfo) => {
      const databaseUrl = await postgres.createDatabase()
      const store = await openStore({ databaseUrl, secretKey })
      await store.migrate()
      const server = await startConsole(envOf(databaseUrl), port, testInfo.outputPath('console.log'))
      const url = `http://127.0.0.1:${port}`
      const apply = (change: object) => store.apply([change] as unknown as Changes, { actor })
      await use({
        url,
        store,
        put: (kind, metadata, spec) =>
          apply({ op: 'put', manifest: { kind, apiVersion: apiVersionOf(kind), metadata, spec } }),
        remove: (kind, metadata) => apply({ op: 'delete', kind, ...metadata }),
        report: report => reportTo(databaseUrl, report),
        signIn: async () => {
          const options = { form: account, headers: { origin: url }, maxRedirects: 0 }
          await context.request.post(`${url}/api/sign-in`, options)
        },
      })
      await server.stop('SIGKILL')
      await store.close()
    },
    { auto: true },
  ],
  /** Whatever a test is about, no script of the page may fail in it. */
  unbroken: [
    async ({ page }, use) => {
      const faults: Error[] = []
      page.on('pageerror', fault => faults.push(fault))
      await use(undefined)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})
