import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildConsole, startConsole } from '@tidegate/e2e/console'
import { putMany } from '@tidegate/e2e/many'
import { openConsoleStore } from '@tidegate/store/sign-in'
import { freePort, startPostgres, temporaryDirectory } from '@tidegate/testkit'

/** Lists of a console as it is run, signed in, over HTTP: how long an answer takes, whole. */
const ALIASES = 10_000
const ACLS = 50_000
const WARM_UP = 2
/** Pages of 200. */
const DEEP = 100
const BUDGET_MS = 300

type Input = Readonly<Record<string, unknown>>
type Page = { readonly rows: readonly unknown[]; readonly cursor?: string; readonly total: number }
type Ask = (path: string) => Promise<string>

const sorts = {
  aliasTopic: ['name', 'physicalName', 'physicalCluster'],
  acl: ['principal', 'resourceName', 'operation', 'resourceType', 'permissionType', 'host'],
}

const narrowed: readonly (readonly [string, keyof typeof sorts, Input])[] = [
  ['search, few match', 'aliasTopic', { search: 'topic-0999' }],
  ['search, many match', 'aliasTopic', { search: 'internal.team' }],
  ['search, none match', 'aliasTopic', { search: 'no such topic' }],
  ['search, few match', 'acl', { search: 'app-499' }],
  ['search, many match', 'acl', { search: 'APP' }],
  ['search, none match', 'acl', { search: 'no such rule' }],
  ['one principal', 'acl', { principal: 'User:app-7' }],
  ['denied', 'acl', { permissionType: 'DENY' }],
  [
    'all filters and a search',
    'acl',
    { search: 'topic', resourceType: 'TOPIC', operation: 'READ', permissionType: 'ALLOW' },
  ],
]

const pathOf = (procedure: string, input: Input) =>
  `/api/trpc/${procedure}?${new URLSearchParams({ input: JSON.stringify({ vCluster: 'acme', ...input }) })}`

async function pageOf(ask: Ask, list: keyof typeof sorts, input: Input): Promise<Page> {
  return JSON.parse(await ask(pathOf(`${list}.page`, input))).result.data
}

/** The cursor of the last page, or of one that is as far in. */
async function deepIn(ask: Ask, list: keyof typeof sorts): Promise<string | undefined> {
  let last: string | undefined
  for (let i = 0; i < DEEP; i++) {
    const { cursor } = await pageOf(ask, list, { limit: 200, ...(last && { cursor: last }) })
    if (cursor === undefined) break
    last = cursor
  }
  return last
}

async function casesOf(ask: Ask): Promise<(readonly [string, string])[]> {
  const lists = Object.keys(sorts) as (keyof typeof sorts)[]
  const deep = []
  for (const list of lists) {
    const cursor = await deepIn(ask, list)
    deep.push([`${list}: deep in`, pathOf(`${list}.page`, { cursor })] as const)
  }
  return [
    ...lists.flatMap(list =>
      sorts[list].flatMap(sort =>
        ['asc', 'desc'].map(
          order => [`${list}: by ${sort}, ${order}`, pathOf(`${list}.page`, { sort, order })] as const,
        ),
      ),
    ),
    ...deep,
    ...narrowed.map(([what, list, input]) => [`${list}: ${what}`, pathOf(`${list}.page`, input)] as const),
    ['acl: whole page of all rules', '/virtual-clusters/acme/acls/all'],
    ['acl: whole page by principal', '/virtual-clusters/acme/acls'],
    ['aliasTopic: whole page of the console', '/virtual-clusters/acme/alias-topics'],
    ['virtualCluster: whole page of the console', '/virtual-clusters'],
  ]
}

async function measure(ask: Ask, [what, path]: readonly [string, string], rounds: number) {
  for (let i = 0; i < WARM_UP; i++) await ask(path)
  const times = []
  let answer = ''
  for (let i = 0; i < rounds; i++) {
    const started = performance.now()
    answer = await ask(path)
    times.push(performance.now() - started)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!)
  const matching = path.startsWith('/api/') ? (JSON.parse(answer).result.data as Page).total : undefined
  return {
    what,
    matching,
    'least ms': at(0),
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'max ms': at(1),
    KiB: Math.round(answer.length / 1024),
  }
}

async function signIn(url: string, token: string): Promise<Ask> {
  const account = { name: 'Olivia Owner', email: 'owner@example.com', password: randomBytes(12).toString('hex') }
  const headers = { origin: url, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/claim`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...account, token }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')
  return async path => {
    const { ok, status, text } = await fetch(`${url}${path}`, { headers: { cookie } }).then(async response => ({
      ok: response.ok && !response.redirected,
      status: response.status,
      text: await response.text(),
    }))
    if (!ok) throw new Error(`${path}: ${status} ${text.slice(0, 500)}`)
    return text
  }
}

const partner = { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] } as const

/** `lists --rounds 100`: what the console's lists wait for, at 10,000 alias topics and 50,000 ACLs. `--built` takes the console as it was built last. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '50' }, built: { type: 'boolean' } },
  })
  if (!values.built) buildConsole()
  await using postgres = await startPostgres({ own: true })
  const databaseUrl = await postgres.createDatabase()
  const secretKey = randomBytes(32)
  const { store, people } = await openConsoleStore({ databaseUrl, secretKey })
  await store.migrate()
  const properties = { 'bootstrap.servers': 'a.example:9092' }
  await store.apply(
    [
      {
        op: 'put',
        manifest: {
          kind: 'PhysicalCluster',
          apiVersion: 'tidegate/v1',
          metadata: { name: 'clusterA' },
          spec: { role: 'upstream', properties },
        },
      },
      {
        op: 'put',
        manifest: {
          kind: 'VirtualCluster',
          apiVersion: 'gateway/v2',
          metadata: { name: 'acme' },
          spec: { ...partner, superUsers: ['admin'], acls: [] },
        },
      },
    ],
    { actor: { user: 'bench', surface: 'rest' } },
  )
  await putMany({ databaseUrl, vCluster: 'acme', aliases: ALIASES, acls: ACLS })
  const port = await freePort()
  const env = { DATABASE_URL: databaseUrl, GATEWAY_USER_POOL_SECRET_KEY: secretKey.toString('base64') }
  const service = await startConsole(env, port, join(temporaryDirectory(), 'console.log'))
  try {
    const ask = await signIn(`http://127.0.0.1:${port}`, (await people.offerClaim())!.token)
    const rows = []
    for (const each of await casesOf(ask)) rows.push(await measure(ask, each, Number(values.rounds)))
    console.table(rows)
    const over = rows.filter(row => row['p95 ms'] >= BUDGET_MS)
    console.log(`${over.length} of ${rows.length} are over the budget of ${BUDGET_MS} ms at p95`)
  } finally {
    await service.stop('SIGKILL')
    await store.close()
  }
}
