import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { freePort } from '@tidegate/testkit'
import { appRouter, restHandler, verifyCall } from '../src/index.ts'
import { apiOver, key, now } from './api.ts'
import { emptyStore } from './fixture.ts'

const store = await emptyStore()
const { contextFor, caller } = apiOver(store)

const flow = { requests: [3], requestBytes: [120], responseBytes: [30] }
const told = {
  everySeconds: 5,
  samples: [{ at: now.toISOString(), seconds: 5 }],
  virtualClusters: [{ virtualCluster: 'mypartner', ...flow }],
  others: { requests: [0], requestBytes: [0], responseBytes: [0] },
  errors: [{ error: 'NOT_COORDINATOR', count: 2 }],
  refusals: [{ refusal: 'credentials', count: 1 }],
}

const handle = restHandler({
  contextOf: async request => {
    const authorization = request.headers.get('authorization') ?? undefined
    const person = await verifyCall(authorization, { gateway: 'gateway-1', secretKey: key, now })
    const traffic = { gateway: 'gateway-1', read: () => told }
    return person && { ...contextFor(person.user, false, 'trpc'), traffic }
  },
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const report = (name: string, adminUrl: string) =>
  store.reportWorker({
    name,
    adminUrl,
    version: '0',
    pid: 1,
    startedAt: now,
    generation: 0,
    clusters: [],
    addresses: {},
    errors: [],
    clients: [],
    refusals: [],
  })

const url = await listen(async (request, response) => {
  const headers = { authorization: request.headers.authorization ?? '' }
  const answer = await handle(new Request(`http://gateway${request.url}`, { headers }))
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
})
await report('gateway-1', url)
await report('older', await listen((_, response) => response.end('{"samples":12}')))
await report('gone', `http://127.0.0.1:${await freePort()}`)

test('a gateway tells its own traffic, named or not', async () => {
  const own = { ...contextFor('admin', false, 'rest'), traffic: { gateway: 'gateway-1', read: () => told } }
  const gateway = appRouter.createCaller(own).gateway
  assert.deepEqual(await gateway.traffic(), told)
  assert.deepEqual(await gateway.traffic({ gateway: 'gateway-1' }), told)
})

test('whoever is no such gateway asks the one that is named, as the person who asks', async () => {
  assert.deepEqual(await caller(false).gateway.traffic({ gateway: 'gateway-1' }), told)
})

test('a gateway that does not answer, or not as it should, is told from one that nobody knows', async () => {
  const { traffic } = caller(false).gateway
  const refused = (code: string, message: RegExp) => ({ name: 'TRPCError', code, message })
  await assert.rejects(traffic({ gateway: 'gone' }), refused('SERVICE_UNAVAILABLE', /gone does not answer/))
  await assert.rejects(traffic({ gateway: 'older' }), refused('SERVICE_UNAVAILABLE', /bring both to the same version/))
  await assert.rejects(traffic({ gateway: 'nobody' }), refused('NOT_FOUND', /Gateway nobody is not known/))
  await assert.rejects(traffic(), refused('BAD_REQUEST', /name the gateway/))
})
