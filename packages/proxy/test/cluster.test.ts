import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { type Api, apis, type Body, Framer, read, readRequestHeader, writeResponse } from '@tidegate/protocol'
import { Cluster, UpstreamConnection } from '../src/index.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** A broker that says what a test tells it to; `undefined` is silence. */
async function fakeBroker(answer: (api: Api, body: Body, port: number) => Body | undefined) {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    const framer = new Framer(1 << 20)
    sockets.add(socket.on('error', () => undefined))
    socket.on('data', chunk => {
      for (const frame of framer.push(chunk)) {
        const reader = frame.reader()
        const { apiKey, apiVersion, correlationId } = readRequestHeader(reader)
        const api = apis.get(apiKey) as Api
        const body = answer(api, read(api.request, apiVersion, reader), port())
        if (body) for (const slice of writeResponse(api, apiVersion, correlationId, body)) socket.write(slice)
      }
    })
  })
  const port = () => (server.address() as AddressInfo).port
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  }
  return { address: { host: '127.0.0.1', port: port() }, sockets, [Symbol.asyncDispose]: stop }
}

const versions = { errorCode: 0, apiKeys: [{ apiKey: 3, minVersion: 0, maxVersion: 12 }], finalizedFeaturesEpoch: 1n }

const metadata = (port: number, topics: Body[] = []) => ({
  brokers: [{ nodeId: 7, host: '127.0.0.1', port, rack: null }],
  clusterId: 'cluster',
  controllerId: 7,
  topics,
})

const healthy = (api: Api, _: Body, port: number): Body => (api.name === 'ApiVersions' ? versions : metadata(port))

const changed = (cluster: Cluster, condition: () => boolean) =>
  new Promise<void>(resolve => {
    const look = () => void (condition() && resolve())
    cluster.onChange = look
    look()
  })

const options = { name: 'east', log: quiet, random: () => 0, pollMs: 20 }

test('a broker that accepts and never answers is given up in time, in words that name no host', async () => {
  await using hung = await fakeBroker(() => undefined)
  const settings = {
    bootstrap: [hung.address],
    clientId: 'test',
    timeoutMs: 100,
    sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' },
  } as const
  await rejects(
    UpstreamConnection.connect(hung.address, settings),
    ({ code, message }: { code: string; message: string }) => {
      strictEqual(code, 'UPSTREAM_UNAVAILABLE')
      return !message.includes('127.0.0.1')
    },
  )
})

test('credentials that a broker refuses are told apart from a broker that cannot be reached', async () => {
  await using refusing = await fakeBroker(api =>
    api.name === 'SaslHandshake' ? { errorCode: 0, mechanisms: ['PLAIN'] } : { errorCode: 58, errorMessage: 'no' },
  )
  const settings = {
    bootstrap: [refusing.address],
    clientId: 'test',
    sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' },
  } as const
  await rejects(UpstreamConnection.connect(refusing.address, settings), /refused the gateway’s credentials/)
})

test('a cluster of which one bootstrap server is dead is reached through the other', async () => {
  await using dead = await fakeBroker(() => undefined)
  await using live = await fakeBroker(healthy)
  const { address } = dead
  await dead[Symbol.asyncDispose]()
  const cluster = new Cluster({ ...options, settings: { bootstrap: [address, live.address], clientId: 'test' } })
  cluster.start()
  await changed(cluster, () => cluster.topology !== undefined)
  deepStrictEqual([...(cluster.topology?.brokers.keys() ?? [])], [7])
  await cluster.stop()
})

test('a broker that hangs is noticed and reported, and the cluster is reached again once it answers', async () => {
  let hangs = false
  await using broker = await fakeBroker((...question) => (hangs ? undefined : healthy(...question)))
  const cluster = new Cluster({
    ...options,
    settings: { bootstrap: [broker.address], clientId: 'test', timeoutMs: 100 },
  })
  cluster.start()
  await changed(cluster, () => cluster.topology !== undefined)
  hangs = true
  await changed(cluster, () => cluster.error !== undefined)
  match(String(cluster.error), /did not answer within 100 ms|cannot be reached/)
  hangs = false
  await changed(cluster, () => cluster.error === undefined)
  await cluster.stop()
})

test('an answer that nothing waits for ends the connection, and what waits is rejected', async () => {
  await using lying = await fakeBroker(healthy)
  const connection = await UpstreamConnection.connect(lying.address, { bootstrap: [lying.address], clientId: 'test' })
  const ended = new Promise<Error>(resolve => {
    connection.onClose = resolve
  })
  for (const socket of lying.sockets) socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 99]))
  match(String(await ended), /nothing waits for/)
  await rejects(connection.ask(apis.get(3) as Api, 12, { topics: [] }))
})

test('a connection to a broker that stands in for one that is gone ends when that one is back', async () => {
  let both = true
  const brokers = (port: number) =>
    [7, 8].filter(id => both || id === 7).map(nodeId => ({ nodeId, host: '127.0.0.1', port, rack: null }))
  const answer = (api: Api, _: Body, port: number): Body =>
    api.name === 'ApiVersions' ? versions : { ...metadata(port), brokers: brokers(port) }
  await using broker = await fakeBroker(answer)
  const cluster = new Cluster({ ...options, settings: { bootstrap: [broker.address], clientId: 'test' } })
  cluster.start()
  await changed(cluster, () => cluster.topology?.brokers.size === 2)
  const own = await cluster.dial(8)
  both = false
  await changed(cluster, () => cluster.topology?.brokers.size === 1)
  const standIn = await cluster.dial(8)
  const gone = await cluster.dial(8)
  gone.close()
  both = true
  await standIn.closed
  // Its own connection had nothing to fear, and new ones lead to it again.
  await own.ask(apis.get(3) as Api, 12, { topics: [] })
  const again = await cluster.dial(8)
  await again.ask(apis.get(3) as Api, 12, { topics: [] })
  for (const connection of [own, again]) connection.close()
  await cluster.stop()
})
