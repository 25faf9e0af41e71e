import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { test } from 'node:test'
import type { Store } from '../src/index.ts'
import { actor, cluster, code, crash, fresh, open, postgres } from './fixture.ts'

const token = { id: 'one', vCluster: 'acme', username: 'bob', issuedAt: new Date(0), expiresAt: new Date(1) }
const use = { token: 'one', firstSeenAt: new Date(0), lastSeenAt: new Date(1), host: '10.0.0.7' }
const report = {
  name: 'gateway-1',
  version: '1.0.0',
  pid: 7,
  startedAt: new Date(0),
  generation: 0,
  adminUrl: 'http://localhost:8888',
  clusters: [],
  clients: [],
  refusals: [],
  addresses: {},
  errors: [],
}

const calls: Record<Exclude<keyof Store, 'close'>, (store: Store) => Promise<unknown>> = {
  migrate: store => store.migrate(),
  ping: store => store.ping(),
  inspect: store => store.inspect(),
  generation: store => store.generation(),
  point: store => store.point(),
  snapshot: store => store.snapshot(),
  changes: store => store.changes({ generation: 0, mark: '00000000-0000-0000-0000-000000000000' }),
  list: store => store.list({ kind: 'AliasTopic' }),
  page: store => store.page({ kind: 'AliasTopic', limit: 1 }),
  contents: store => store.contents(['acme']),
  search: store => store.search('a', 1),
  get: store => store.get({ kind: 'VirtualCluster', name: 'acme' }),
  apply: store => store.apply([cluster('main')], { actor }),
  plan: store => store.plan([cluster('main')]),
  history: store => store.history({ limit: 1 }),
  historyEvent: store => store.historyEvent('1'),
  changesTo: store => store.changesTo({ kind: 'VirtualCluster', name: 'acme', generation: 1 }),
  syncManaged: store => store.syncManaged([]),
  issueToken: store => store.issueToken(token, actor),
  listTokens: store => store.listTokens({}),
  revokeToken: store => store.revokeToken('one', actor),
  allotSlots: store => store.allotSlots('main', [1]),
  workerLives: store => store.workerLives('gateway-1'),
  reportWorker: store => store.reportWorker(report),
  removeWorker: store => store.removeWorker(report.name),
  workers: store => store.workers(),
  reportUsage: store => store.reportUsage({ gateway: report.name, tokens: [use], aliases: [] }),
  tokenUsage: store => store.tokenUsage('acme'),
  aliasUsers: store => store.aliasUsers('acme', 'orders'),
  lastSeen: store => store.lastSeen(),
  subscribe: store =>
    store.subscribe(
      () => {},
      () => {},
    ),
}

/** Those that say something of a database that holds nothing yet, or need none of its tables. */
const needless = ['migrate', 'ping', 'inspect', 'subscribe']

test('a database without the tables of this version is not ready, and is once they were made', async () => {
  const store = await open(await postgres.createDatabase())
  for (const [name, call] of Object.entries(calls))
    if (!needless.includes(name)) await assert.rejects(call(store), code('STORE_UNAVAILABLE'), name)
  await store.migrate()
  assert.equal((await store.snapshot()).generation, 0)
})

test('every method says alike that the database is away, and the store works again once it is back', async () => {
  const { store, rows } = await fresh()
  await store.ping()
  await crash(rows)
  for (const [name, call] of Object.entries(calls)) await assert.rejects(call(store), code('STORE_UNAVAILABLE'), name)
  await postgres.start()
  await store.apply([cluster('main')], { actor })
  assert.equal((await store.snapshot()).generation, 1)
})

test('a database that accepts connections and never answers is away as well', async () => {
  const silent = createServer()
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const store = await open(`postgresql://user:secret@127.0.0.1:${portOf(silent)}/tidegate`)
  const sockets: { destroy(): void }[] = []
  silent.on('connection', socket => sockets.push(socket))
  await Promise.all(
    Object.entries(calls).map(([name, call]) => assert.rejects(call(store), code('STORE_UNAVAILABLE'), name)),
  )
  for (const socket of sockets) socket.destroy()
  silent.close()
})

test('a database that falls silent on an open connection is away, and the store works again afterwards', async () => {
  const { url } = await fresh()
  await using path = await pathTo(Number(new URL(url).port))
  const store = await open(Object.assign(new URL(url), { port: String(path.port) }).href)
  await store.ping()
  path.silence(true)
  await assert.rejects(store.apply([cluster('main')], { actor }), code('STORE_UNAVAILABLE'))
  await assert.rejects(store.ping(), code('STORE_UNAVAILABLE'))
  path.silence(false)
  await store.apply([cluster('main')], { actor })
  assert.equal(await store.generation(), 1)
})

test('a database that does not exist is away, and the error names no password', async () => {
  const store = await open(postgres.url.replace(/\/[^/]*$/, '/nowhere'))
  await assert.rejects(store.ping(), error => code('STORE_UNAVAILABLE')(error) && !String(error).includes('nowhere'))
})

test('a mistake in what is asked is not mistaken for a database that is away', async () => {
  const { store } = await fresh()
  await assert.rejects(store.historyEvent('no number'), error => !code('STORE_UNAVAILABLE')(error))
})

/** A way to that port which can fall silent without closing. */
async function pathTo(port: number) {
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer(socket => {
    const onward = connect(port, '127.0.0.1')
    for (const each of [socket, onward]) {
      sockets.add(each)
      each.on('error', () => each.destroy())
    }
    if (!isSilent) socket.pipe(onward).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server),
    /** Ends what was silenced when it speaks again, as a network that forgot its connections does. */
    silence(silent: boolean) {
      isSilent = silent
      for (const socket of sockets) silent ? socket.unpipe().pause() : socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const portOf = (server: Server) => (server.address() as { port: number }).port
