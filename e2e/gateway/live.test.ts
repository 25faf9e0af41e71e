import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { apiNamed } from '@tidegate/protocol'
import { freePort, startKafka } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { anyAcl } from './access/requests/acls.ts'
import { type Partner, Platform, until, type Worker } from './platform.ts'
import { RawClient } from './raw-client.ts'

/** In force on every worker. */
const HALF_A_SECOND = 500

const metadata = apiNamed('Metadata')
const listOffsets = apiNamed('ListOffsets')
const describeAcls = apiNamed('DescribeAcls')
const deleteAcls = apiNamed('DeleteAcls')

let platform: Platform
let partner: Partner
const outcomes: string[] = []
let steady: { stop(): Promise<void> }

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }), other: startKafka({ name: 'other' }) })
  await platform.createTopics('main', ['behind-kept', 'behind-new'])
  await platform.createTopics('other', ['far'])
  // The other cluster is added while the gateways run.
  const env = { GATEWAY_BACKEND_KAFKA_SELECTOR: undefined, KAFKA_MAIN_BOOTSTRAP_SERVERS: bootstrapOf('main') }
  for (const name of ['east', 'west']) await platform.startWorker({ name, env })
  partner = await platform.partner('living', 'main', { kept: 'behind-kept' }, ['user1', 'leaver'])
  steady = await startSteady()
})

after(async () => {
  await steady?.stop()
  await platform.stop()
})

const bootstrapOf = (cluster: string) => platform.clusters[cluster]?.bootstrap ?? ''

const partnerAt = (worker: Worker, user = 'admin') => RawClient.as(worker.at(0), user, partner.passwords[user] ?? '')

/** Clients at every worker whose requests are right all the time: each one that fails or is cut off is an outcome. */
async function startSteady() {
  let over = false
  const kafka = new Kafka({
    brokers: platform.workers.map(worker => worker.at(0)),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    sasl: { mechanism: 'plain', username: 'admin', password: partner.passwords.admin ?? '' },
  })
  const producer = kafka.producer()
  await producer.connect()
  const loop = async (name: string, step: () => Promise<void>) => {
    while (!over) {
      await step().catch(error => outcomes.push(`${name}: ${error.message}`))
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const clients = await Promise.all(platform.workers.map(worker => partnerAt(worker)))
  const loops = [
    loop('produce', async () => void (await producer.send({ topic: 'kept', messages: [{ value: 'x' }] }))),
    ...clients.map((client, i) =>
      loop(`client ${i}`, async () => {
        const { topics } = await client.demand(metadata, 12, { topics: [{ name: 'kept' }] })
        strictEqual(topics[0].errorCode, 0)
        const partitions = [{ partitionIndex: 0, timestamp: -1n }]
        const offsets = await client.demand(listOffsets, 7, { replicaId: -1, topics: [{ name: 'kept', partitions }] })
        strictEqual(offsets.topics[0].partitions[0].errorCode, 0)
      }),
    ),
  ]
  return {
    async stop() {
      over = true
      await Promise.all(loops)
      await producer.disconnect()
      for (const client of clients) client[Symbol.dispose]()
    },
  }
}

const codeOf = async (client: RawClient, topic: string): Promise<number> =>
  (await client.demand(metadata, 12, { topics: [{ name: topic }] })).topics[0].errorCode

/** How long after the change was asked for it was in force on every worker, in milliseconds. */
async function timed(change: () => Promise<unknown>, holds: (client: RawClient) => Promise<boolean>, user = 'admin') {
  const clients = await Promise.all(platform.workers.map(worker => partnerAt(worker, user)))
  const started = performance.now()
  const asked = change()
  await Promise.all(clients.map(client => until(() => holds(client), 5)))
  const took = performance.now() - started
  await asked
  for (const client of clients) client[Symbol.dispose]()
  return took
}

const aliasOf = (name: string, physicalName: string) => ({
  kind: 'AliasTopic',
  apiVersion: 'gateway/v2',
  metadata: { name, vCluster: 'living' },
  spec: { physicalName, physicalCluster: 'main' },
})

const UNKNOWN = 3
const DENIED = 29

const changes: readonly {
  readonly what: string
  readonly user?: string
  change(): Promise<unknown>
  holds(client: RawClient): Promise<boolean>
}[] = [
  {
    what: 'an alias topic that is made',
    change: () => platform.done('PUT', '/gateway/v2/alias-topic', aliasOf('fresh', 'behind-new')),
    holds: async client => (await codeOf(client, 'fresh')) === 0,
  },
  {
    what: 'a right that is given',
    user: 'user1',
    change: () => platform.allow('living', 'user1', 'READ', 'TOPIC', 'fresh'),
    holds: async client => (await codeOf(client, 'fresh')) === 0,
  },
  {
    what: 'a right that is taken by a Kafka client',
    user: 'user1',
    change: async () => {
      using client = await partnerAt(platform.worker)
      return await client.demand(deleteAcls, 3, { filters: [{ ...anyAcl, principalFilter: 'User:user1' }] })
    },
    holds: async client => (await codeOf(client, 'fresh')) === DENIED,
  },
  {
    what: 'an alias topic that is removed',
    change: () => platform.done('DELETE', '/gateway/v2/alias-topic', { name: 'fresh', vCluster: 'living' }),
    holds: async client => (await codeOf(client, 'fresh')) === UNKNOWN,
  },
  {
    what: 'a super user that is named',
    user: 'user1',
    change: () => platform.done('PUT', '/gateway/v2/virtual-cluster', living(['admin', 'user1'])),
    holds: async client => (await codeOf(client, 'kept')) === 0,
  },
  {
    what: 'a super user that is one no more',
    user: 'user1',
    change: () => platform.done('PUT', '/gateway/v2/virtual-cluster', living(['admin'])),
    holds: async client => (await client.demand(describeAcls, 3, anyAcl)).errorCode !== 0,
  },
]

const living = (superUsers: string[]) => ({
  kind: 'VirtualCluster',
  apiVersion: 'gateway/v2',
  metadata: { name: 'living' },
  spec: { aclEnabled: true, superUsers, type: 'Partner' },
})

for (const { what, user, change, holds } of changes)
  test(`${what} is in force on every worker in under half a second`, async context => {
    const took = await timed(change, holds, user)
    context.diagnostic(`${took.toFixed(0)} ms`)
    ok(took < HALF_A_SECOND, `${took} ms`)
  })

test('an account that is removed ends its open connections on every worker in under half a second', async () => {
  const clients = await Promise.all(platform.workers.map(worker => partnerAt(worker, 'leaver')))
  const started = performance.now()
  await platform.done('DELETE', '/gateway/v2/service-account', { name: 'leaver', vCluster: 'living' })
  for (const client of clients) strictEqual(await client.frame(), undefined)
  const took = performance.now() - started
  ok(took < HALF_A_SECOND, `${took} ms`)
})

test('through all of this no request failed that was right before and after, and no connection was dropped', () => {
  deepStrictEqual(outcomes.splice(0), [])
})

const otherCluster = (properties: Readonly<Record<string, string>>) => ({
  kind: 'PhysicalCluster',
  apiVersion: 'tidegate/v1',
  metadata: { name: 'other' },
  spec: { role: 'upstream', properties },
})

const inForce = () => platform.done('GET', '/tidegate/v1/in-force?kind=PhysicalCluster&name=other')

test('a physical cluster that is added while the gateways run is served by each of them', async () => {
  await platform.done(
    'PUT',
    '/tidegate/v1/physical-cluster',
    otherCluster({ 'bootstrap.servers': bootstrapOf('other') }),
  )
  const far = await platform.partner('far', 'other', { faraway: 'far' })
  await until(async () => (await inForce()).on === 2)
  for (const worker of platform.workers) {
    using client = await RawClient.as(worker.at(1), 'admin', far.passwords.admin ?? '')
    strictEqual(await codeOf(client, 'faraway'), 0)
  }
})

test('an edit of a physical cluster by which it does not answer leaves what ran before running, and says so', async () => {
  const far = await platform.token('far', 'admin')
  const client = await RawClient.as(platform.worker.at(1), 'admin', far.token)
  const wrong = { 'bootstrap.servers': `localhost:${await freePort()}` }
  await platform.done('PUT', '/tidegate/v1/physical-cluster', otherCluster(wrong))
  const told = (behind: { reason: string }[]) => behind.filter(({ reason }) => /edit/.test(reason)).length
  await until(async () => told((await inForce()).behind) === 2)
  const { on, of, behind } = await inForce()
  deepStrictEqual([on, of, behind.map(({ gateway }: { gateway: string }) => gateway)], [0, 2, ['east', 'west']])
  match(
    behind[0].reason,
    /^The last edit is not in force, and what ran before goes on: A broker of the physical cluster cannot be reached/,
  )
  strictEqual(await codeOf(client, 'faraway'), 0)
  using another = await RawClient.as(platform.worker.at(1), 'admin', far.token)
  strictEqual(await codeOf(another, 'faraway'), 0)

  const right = { 'bootstrap.servers': bootstrapOf('other'), 'client.id': 'tidegate-edited' }
  await platform.done('PUT', '/tidegate/v1/physical-cluster', otherCluster(right))
  await until(async () => (await inForce()).on === 2)
  // Who came by the connection that is gone is let go; whoever comes again is served.
  strictEqual(await client.frame(), undefined)
  using again = await RawClient.as(platform.worker.at(1), 'admin', far.token)
  strictEqual(await codeOf(again, 'faraway'), 0)
})

test('a physical cluster that is removed closes its addresses and nothing else', async () => {
  strictEqual((await platform.call('DELETE', '/tidegate/v1/physical-cluster/other')).status, 409)
  await platform.done('DELETE', '/gateway/v2/alias-topic', { name: 'faraway', vCluster: 'far' })
  await platform.done('DELETE', '/tidegate/v1/physical-cluster/other')
  for (const worker of platform.workers) await until(async () => !(await listens(worker.portStart + 1)))
  deepStrictEqual(outcomes, [])
})

const listens = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
