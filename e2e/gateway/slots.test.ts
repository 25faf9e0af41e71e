import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiNamed } from '@tidegate/protocol'
import { kafkaTool, startKafka } from '@tidegate/testkit'
import { Platform, until, type Worker } from './platform.ts'
import { RawClient } from './raw-client.ts'

const metadata = apiNamed('Metadata')

let platform: Platform

before(async () => {
  platform = await Platform.start({
    main: startKafka({ name: 'main', brokerIds: [100, 200, 300] }),
    clusterA: startKafka({ name: 'clusterA' }),
  })
  await platform.createTopics('main', ['spread'], { numPartitions: 6 })
  await platform.startWorker()
})

after(() => platform.stop())

test('three brokers with sparse ids take three ports, and the next cluster the fourth', async () => {
  const spread = await platform.partner('spread', 'main', { spread: 'spread' })
  deepStrictEqual(spread.bootstrap.split(','), [0, 1, 2].map(platform.worker.at))
  const admin = platform.clientConfig('admin', spread.passwords.admin ?? '')
  const { stdout } = await kafkaTool('4.3.1', 'topics', [
    '--bootstrap-server',
    spread.bootstrap,
    '--command-config',
    admin,
    '--describe',
  ])
  const leaders = [...stdout.matchAll(/Leader: (\d+)/g)].map(([, leader]) => leader)
  deepStrictEqual([...new Set(leaders)].sort(), ['0', '1', '2'])
})

test('a broker that joins while the gateway runs gets a slot of its own, and nothing else moves', async () => {
  const before = (await platform.done('GET', '/gateway/v2/virtual-cluster/spread')).spec.bootstrapServers
  await platform.clusters.main?.addBroker(400)
  const addresses = async () =>
    (await platform.done('GET', '/gateway/v2/virtual-cluster/spread')).spec.bootstrapServers.split(',')
  await until(async () => (await addresses()).length === 4)
  deepStrictEqual((await addresses()).slice(0, 3), before.split(','))
  strictEqual((await addresses())[3], platform.worker.at(4))
})

test('a worker that starts later uses the same slots from a port of its own', async () => {
  const second = await platform.startWorker()
  const response = await fetch(`${second.admin}/gateway/v2/virtual-cluster/spread`, {
    headers: { authorization: `Basic ${btoa('admin:conduktor')}` },
  })
  const { spec } = (await response.json()) as { spec: { bootstrapServers: string } }
  deepStrictEqual(spec.bootstrapServers.split(','), [0, 1, 2, 4].map(second.at))
  match(spec.bootstrapServers, /^localhost:/)
})

/** The virtual nodes that a client is told of. */
async function nodesAt(worker: Worker, token: string): Promise<readonly number[]> {
  using client = await RawClient.as(worker.at(0), 'admin', token)
  const { brokers } = await client.demand(metadata, 12, { topics: [] })
  return brokers.map(({ nodeId }: { nodeId: number }) => nodeId).sort()
}

/** A token is in force at the gateway that issued it; at the others a moment later. */
async function knows(worker: Worker, token: string): Promise<boolean> {
  using client = new RawClient(worker.at(0))
  return await client.signIn('admin', token)
}

test('a broker that leaves is told of no more, and its address leads to another until it is back', async () => {
  const { token } = await platform.token('spread', 'admin')
  for (const worker of platform.workers) await until(() => knows(worker, token))
  await platform.clusters.main?.brokers.find(({ id }) => id === 200)?.stop()
  for (const worker of platform.workers) await until(async () => (await nodesAt(worker, token)).length === 3)
  // Whichever event loop is asked: what it answers is what the cluster just told.
  for (let i = 0; i < 10; i++) deepStrictEqual(await nodesAt(platform.worker, token), [0, 2, 3])
  using client = await RawClient.as(platform.worker.at(1), 'admin', token)
  await client.demand(metadata, 12, { topics: [] })
  await platform.clusters.main?.brokers.find(({ id }) => id === 200)?.start()
  strictEqual(await client.frame(), undefined)
  await until(async () => (await nodesAt(platform.worker, token)).length === 4)
})

test('a broker that joins while the database is away costs no client anything, and gets its address once it is back', async () => {
  const { token } = await platform.token('spread', 'admin')
  for (const worker of platform.workers) await until(() => knows(worker, token))
  using client = await RawClient.as(platform.worker.at(0), 'admin', token)
  const served = async () => (await client.demand(metadata, 12, { topics: null })).topics[0].errorCode
  await platform.postgres.pause()
  await platform.clusters.main?.addBroker(500)
  for (let i = 0; i < 20; i++) strictEqual(await served(), 0)
  await platform.postgres.start()
  for (const worker of platform.workers) await until(async () => (await nodesAt(worker, token)).length === 5)
})
