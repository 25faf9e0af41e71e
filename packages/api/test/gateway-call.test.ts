import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { after, beforeEach, test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { freePort } from '@tidegate/testkit'
import { signCall } from '../src/call-token.ts'
import { askGateway } from '../src/gateway-call.ts'
import { appRouter, type Context, restHandler, signToken, verifyCall } from '../src/index.ts'
import { verifyToken } from '../src/token.ts'
import { alias, apiOver, cluster, key, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const store = await emptyStore()
const { contextFor, send } = apiOver(store)
await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
await send('PUT /gateway/v2/virtual-cluster', { body: partner() })

const closing: (() => Promise<unknown>)[] = []
after(() => Promise.all(closing.map(close => close())))

async function listen(handle: RequestListener): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

type Asked = { readonly path: string; readonly actor: Context['actor'] | undefined }

/** A gateway's HTTP API on a socket of its own, which knows callers by what consoles sign. */
async function gateway(name: string): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const handle = restHandler({
    contextOf: async request => {
      const person = await verifyCall(request.headers.get('authorization') ?? undefined, {
        gateway: name,
        secretKey: key,
        now,
      })
      const actor = person && { ...person, surface: 'trpc' as const }
      asked.push({ path: new URL(request.url).pathname, actor })
      return actor && { ...contextFor('x', true, 'rest'), actor }
    },
  })
  const url = await listen(async (request, response) => {
    const chunks = await request.toArray()
    const answer = await handle(
      new Request(`${url}${request.url}`, {
        method: request.method!,
        headers: { authorization: request.headers.authorization ?? '' },
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      }),
    )
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  })
  return { url, asked }
}

/** `begun`: it has not found out yet whether it reaches the cluster. */
const report = (name: string, adminUrl: string, reachable?: boolean | 'begun') =>
  store.reportWorker({
    name,
    adminUrl,
    version: '0',
    pid: 1,
    startedAt: now,
    generation: 9,
    clusters: reachable === undefined ? [] : [{ name: 'clusterA', brokers: [], ...standing(reachable) }],
    addresses: {},
    errors: [],
    clients: [],
    refusals: [],
  })

const standing = (reachable: boolean | 'begun') =>
  reachable === 'begun' ? { reachable: false } : { reachable, error: 'no answer' }

beforeEach(async () => {
  for (const { name } of await store.workers()) await store.removeWorker(name)
})

/** As the console builds it: no Kafka cluster can be asked from there. */
function consoleContext(role: 'viewer' | 'operator' = 'operator'): Context {
  const { clusters: _, ...context } = contextFor('ada@example.com', true, 'trpc')
  return { ...context, actor: { user: 'ada@example.com', role, surface: 'trpc' } }
}

const put = (context: Context, physicalName: string) =>
  appRouter.createCaller(context).aliasTopic.put({ manifest: alias('t', { physicalName }) })

const nowhere = async () => `http://127.0.0.1:${await freePort()}`

test('An alias topic is put from where no Kafka cluster can be asked, since a gateway is asked as the person', async () => {
  const { url, asked } = await gateway('g1')
  await report('g1', url, true)
  assert.equal((await put(consoleContext(), 'internal-topic-name2')).upsertResult, 'CREATED')
  assert.deepEqual(asked, [
    {
      path: '/tidegate/v1/physical-cluster/clusterA/topic-exists',
      actor: { user: 'ada@example.com', role: 'operator', surface: 'trpc' },
    },
  ])
})

test('What a gateway answers is refused as if it had been asked here', async () => {
  const { url } = await gateway('g1')
  await report('g1', url, true)
  await assert.rejects(put(consoleContext(), 'nothing'), /does not exist on cluster clusterA/)
  await assert.rejects(put(consoleContext(), 'unreachable'), /could not be looked up.*The Kafka cluster did not answer/)
})

test('A gateway that does not answer is passed over for the next', async () => {
  const { url, asked } = await gateway('g2')
  await report('g1', await nowhere(), true)
  await report('g2', url, true)
  await put(consoleContext(), 'internal-topic-name1')
  assert.equal(asked.length, 1)
})

test('A gateway that does not reach the cluster is not asked', async () => {
  const [cut, able] = await Promise.all([gateway('g1'), gateway('g2')])
  await report('g1', cut.url, false)
  await report('g2', able.url, true)
  await put(consoleContext(), 'internal-topic-name2')
  assert.deepEqual([cut.asked.length, able.asked.length], [0, 1])
})

test('A gateway that has just begun is asked', async () => {
  const { url, asked } = await gateway('g1')
  await report('g1', url, 'begun')
  for (const physical of ['internal-topic-name1', 'internal-topic-name2']) await put(consoleContext(), physical)
  assert.equal(asked.length, 2)
})

test('A gateway that has fallen silent is not asked', async () => {
  const { url, asked } = await gateway('g1')
  await report('g1', url, true)
  await assert.rejects(put({ ...consoleContext(), now: () => later(60) }, 'internal-topic-name1'), /No gateway runs/)
  assert.equal(asked.length, 0)
})

test('Without a gateway that could be asked, the reason is said', async () => {
  const alone = consoleContext()
  await assert.rejects(put(alone, 'internal-topic-name1'), /No gateway runs: start one/)
  await report('g1', await nowhere(), false)
  await assert.rejects(put(alone, 'internal-topic-name1'), /No gateway reaches cluster clusterA\. g1: no answer/)
  await report('g1', await nowhere(), true)
  await assert.rejects(put(alone, 'internal-topic-name1'), /Gateway g1 does not answer at its admin address/)
})

const worker = (adminUrl: string) => ({ name: 'g1', adminUrl }) as Worker
const read = { method: 'GET', path: '/tidegate/v1/gateway' } as const

test('The role of the person is enforced at the gateway too', async () => {
  const { url } = await gateway('g1')
  const body = partner({ superUsers: [] })
  const ask = askGateway(consoleContext('viewer'), worker(url), {
    method: 'PUT',
    path: '/gateway/v2/virtual-cluster',
    body,
  })
  await assert.rejects(ask, { code: 'FORBIDDEN', message: /ask for a user with write access/ })
})

test('A gateway with another key is not mistaken for a session that has ended', async () => {
  const { url } = await gateway('g1')
  const other = { ...consoleContext(), tokens: { key: Buffer.alloc(32, 8) } }
  await assert.rejects(askGateway(other, worker(url), read), {
    code: 'UPSTREAM_UNAVAILABLE',
    message: /give both the same GATEWAY_USER_POOL_SECRET_KEY/,
  })
})

test('Whatever answers at the address of a gateway is bounded in time and size, and leads nowhere else', async t => {
  const handlers: Record<string, RequestListener> = {
    'never answers': () => {},
    'never ends its answer': (_, response) => response.writeHead(200).write('['),
    'answers without end': (_, response) => {
      const more = () => response.write(Buffer.alloc(1 << 20, 32)) && setImmediate(more)
      response.writeHead(200).on('drain', more)
      more()
    },
    'sends elsewhere': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    'is no gateway': (_, response) => response.end('<html>'),
    'fails without a word': (_, response) => response.writeHead(500).end(),
  }
  for (const [what, handle] of Object.entries(handlers))
    await t.test(what, async () => {
      const ask = askGateway(consoleContext(), worker(await listen(handle)), { ...read, timeoutMs: 500 })
      await assert.rejects(ask, { code: 'UPSTREAM_UNAVAILABLE', message: /^Gateway g1 / })
    })
  await t.test('speaks no HTTP', async () => {
    const server = createSocketServer(socket => socket.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => new Promise(resolve => server.close(resolve)))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await assert.rejects(askGateway(consoleContext(), worker(url), read), { code: 'UPSTREAM_UNAVAILABLE' })
  })
})

const call = { gateway: 'g1', secretKey: key, now }
const ada = { user: 'ada@example.com', role: 'operator' } as const
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('A call is good for its gateway and key alone, and for half a minute', async () => {
  const bearer = `Bearer ${await signCall(ada, call)}`
  assert.deepEqual(await verifyCall(bearer, call), ada)
  assert.equal(await verifyCall(bearer, { ...call, gateway: 'g2' }), undefined)
  assert.equal(await verifyCall(bearer, { ...call, secretKey: Buffer.alloc(32, 8) }), undefined)
  assert.equal(await verifyCall(bearer, { ...call, now: later(60) }), undefined)
  assert.equal(await verifyCall(undefined, call), undefined)
  assert.equal(await verifyCall('Bearer x', call), undefined)
})

test('The token of a service account is no call, and a call is no token of a service account', async () => {
  const expiresAt = now.getTime() + 60_000
  const token = await signToken(
    { id: 'g1', username: 'ada@example.com', vCluster: 'g1', issuedAt: now.getTime(), expiresAt },
    key,
  )
  assert.equal(await verifyCall(`Bearer ${token}`, call), undefined)
  await assert.rejects(verifyToken(await signCall(ada, call), key, now), { code: 'UNAUTHENTICATED' })
})
