import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiNamed } from '@tidegate/protocol'
import { type KafkaCluster, kafkaTool, startKafka } from '@tidegate/testkit'
import { type Partner, Platform, until } from './platform.ts'
import { RawClient } from './raw-client.ts'
import { families, missing, type Traffic } from './traffic.ts'

const RECORDS_PER_SECOND = 50

/** How much longer a client of the gateway may wait than one of the cluster itself: a poll of its picture, and the load of both. */
const LONGER_MS = 3_000

const replicated = {
  'default.replication.factor': '3',
  'offsets.topic.replication.factor': '3',
  'min.insync.replicas': '2',
  'broker.session.timeout.ms': '4000',
}
const topics = ['behind-java', 'behind-kafkajs', 'direct-java', 'direct-kafkajs']

let platform: Platform
let cluster: KafkaCluster
let partner: Partner
let neighbour: { worst(): number; stop(): Promise<void> }
const pairs: { readonly name: string; readonly direct: Traffic; readonly through: Traffic }[] = []

before(async () => {
  const main = startKafka({ name: 'main', brokerIds: [1, 2, 3], properties: replicated })
  platform = await Platform.start({ main, quiet: startKafka({ name: 'quiet' }) })
  cluster = await main
  await platform.createTopics('main', topics, { numPartitions: 3, replicationFactor: 3 })
  await platform.createTopics('quiet', ['behind-calm'])
  await platform.startWorker()
  partner = await platform.partner('troubled', 'main', { java: 'behind-java', kafkajs: 'behind-kafkajs' })
  neighbour = await watchNeighbour()
  for (const name of ['java', 'kafkajs'] as const) {
    const credentials = { username: 'admin', password: partner.passwords.admin ?? '' }
    const gateway = () => ({
      bootstrap: partner.bootstrap,
      credentials,
      config: platform.clientConfig(credentials.username, credentials.password),
    })
    const itself = () => ({ bootstrap: cluster.bootstrap, config: platform.emptyConfig() })
    const common = { group: `group-${name}`, rate: RECORDS_PER_SECOND }
    const [direct, through] = await Promise.all([
      families[name]({ ...common, topic: `direct-${name}`, producer: itself(), consumer: itself() }),
      families[name]({ ...common, topic: name, producer: gateway(), consumer: gateway() }),
    ])
    pairs.push({ name, direct, through })
  }
  await until(async () => pairs.every(({ through }) => through.consumed().size > 0))
})

after(async () => {
  await neighbour?.stop()
  await Promise.all(pairs.flatMap(({ direct, through }) => [direct.stop(), through.stop()]))
  await platform.stop()
})

/** A client of another cluster at the same gateway: how long the longest of its requests took, each of which must be right. */
async function watchNeighbour() {
  const calm = await platform.partner('calm', 'quiet', { calm: 'behind-calm' })
  const client = await RawClient.as(calm.bootstrap, 'admin', calm.passwords.admin ?? '')
  const metadata = apiNamed('Metadata')
  let over = false
  let worst = 0
  const loop = async () => {
    while (!over) {
      const started = performance.now()
      const { topics } = await client.demand(metadata, 12, { topics: [{ name: 'calm' }] })
      strictEqual(topics[0].errorCode, 0)
      worst = Math.max(worst, performance.now() - started)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
  const ended = loop()
  return {
    worst: () => worst,
    async stop() {
      over = true
      await ended
      client[Symbol.dispose]()
    },
  }
}

/** The longest time without an acknowledgement since then. */
function longestGap({ times }: Traffic, since: number): number {
  const recent = [since, ...times.filter(time => time >= since)]
  return Math.max(...recent.map((time, i) => (recent[i + 1] ?? time) - time))
}

/** Both go on: each has acknowledged and consumed what it had not before. */
async function goOn(): Promise<void> {
  const before = pairs.flatMap(({ direct, through }) => [direct, through].map(each => each.consumed().size))
  const now = () => pairs.flatMap(({ direct, through }) => [direct, through].map(each => each.consumed().size))
  await until(async () => now().every((size, i) => size > (before[i] ?? 0) + RECORDS_PER_SECOND))
}

async function coordinatorOf(group: string): Promise<number> {
  const { stdout } = await kafkaTool('4.3.1', 'consumer-groups', [
    ...['--bootstrap-server', cluster.bootstrap, '--describe', '--state', '--group', group],
  ])
  return Number(/\((\d+)\)/.exec(stdout)?.[1])
}

const broker = (id: number) => cluster.brokers.find(each => each.id === id)

const troubles: readonly { readonly what: string; happens(): Promise<void> }[] = [
  {
    what: 'a broker that stops in good order, so that its leaders move, and comes back',
    async happens() {
      await broker(2)?.stop('SIGTERM')
      await goOn()
      await broker(2)?.start()
    },
  },
  {
    what: 'a broker that is killed, and comes back',
    async happens() {
      await broker(3)?.stop('SIGKILL')
      await goOn()
      await broker(3)?.start()
    },
  },
  {
    what: 'a broker that coordinates a group and is killed',
    async happens() {
      // The first is also the controller of this cluster, which nothing replaces.
      const found = await coordinatorOf('troubled:group-kafkajs')
      const coordinator = broker(found === 1 ? 2 : found)
      await coordinator?.stop('SIGKILL')
      await goOn()
      await coordinator?.start()
    },
  },
  {
    what: 'a broker that hangs without closing its connections',
    async happens() {
      const hung = broker(2)
      process.kill(hung?.pid ?? 0, 'SIGSTOP')
      try {
        await goOn()
      } finally {
        process.kill(hung?.pid ?? 0, 'SIGCONT')
      }
    },
  },
]

for (const { what, happens } of troubles)
  test(`${what}: clients see at the gateway what they see at the cluster, as soon`, async context => {
    const since = performance.now()
    await happens()
    await goOn()
    for (const { name, direct, through } of pairs) {
      const [there, here] = [longestGap(direct, since), longestGap(through, since)]
      context.diagnostic(
        `${name}: ${there.toFixed(0)} ms without an acknowledgement at the cluster, ${here.toFixed(0)} ms at the gateway`,
      )
      ok(here <= there + LONGER_MS, `${name} waited ${here} ms at the gateway and ${there} ms at the cluster`)
      deepStrictEqual(through.failures(), direct.failures())
    }
  })

test('through all of it the clients of another cluster waited for nothing', context => {
  context.diagnostic(`${neighbour.worst().toFixed(0)} ms at most`)
  ok(neighbour.worst() < 1_000, `${neighbour.worst()} ms`)
})

test('no acknowledged record was lost, and none was not consumed', async () => {
  await Promise.all(pairs.flatMap(({ direct, through }) => [direct.stopProducing(), through.stopProducing()]))
  for (const { name, through } of pairs)
    deepStrictEqual({ name, missing: await missing(through, 30_000) }, { name, missing: [] })
})
