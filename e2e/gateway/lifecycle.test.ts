import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { apiNamed } from '@tidegate/protocol'
import { freePort, freePorts, kcat, spawnTied, startKafka } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { type Partner, Platform, until } from './platform.ts'
import { RawClient } from './raw-client.ts'

const metadata = apiNamed('Metadata')
const main = fileURLToPath(new URL('../../apps/worker/src/main.ts', import.meta.url))
let platform: Platform
let partner: Partner

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }) })
  await platform.createTopics('main', ['behind', 'behind-quiet'])
  await platform.startWorker()
  partner = await platform.partner('lasting', 'main', { shown: 'behind', quiet: 'behind-quiet' })
})

after(() => platform.stop())

test('a gateway that is told to stop loses no acknowledged record, and ends with 0', async () => {
  const [portStart, http] = [await freePorts(4), await freePort()]
  const worker = spawnTied(process.execPath, [main], {
    env: platform.environment({
      portStart,
      http,
      env: { TIDEGATE_WORKER_NAME: 'stopping', GATEWAY_DRAIN_TIMEOUT_MS: '3000' },
    }),
  })
  worker.stdout?.resume()
  worker.stderr?.resume()
  const ended = once(worker, 'exit')
  const ready = async () => (await fetch(`http://127.0.0.1:${http}/health/ready`).catch(() => undefined))?.status
  await until(async () => (await ready()) === 200)

  const kafka = new Kafka({
    brokers: [`localhost:${portStart}`],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    sasl: { mechanism: 'plain', username: 'admin', password: partner.passwords.admin ?? '' },
  })
  const consumer = kafka.consumer({ groupId: 'long-poll', maxWaitTimeInMs: 2_000 })
  await consumer.connect()
  await consumer.subscribe({ topic: 'quiet' })
  await consumer.run({ eachMessage: async () => {} })
  const producer = kafka.producer()
  await producer.connect()
  const acknowledged: string[] = []
  const produce = async () => {
    for (let i = 0; ; i++) {
      await producer.send({ topic: 'shown', messages: [{ value: `record ${i}` }] })
      acknowledged.push(`record ${i}`)
    }
  }
  const stopped = produce().catch(error => error)
  await until(async () => acknowledged.length > 20)
  worker.kill('SIGTERM')
  deepStrictEqual(await ended, [0, null])
  match(String(await stopped), /KafkaJS/)
  await Promise.allSettled([producer.disconnect(), consumer.disconnect()])

  const bootstrap = platform.clusters.main?.bootstrap ?? ''
  const { stdout } = await kcat(['-b', bootstrap, '-C', '-t', 'behind', '-o', 'beginning', '-e', '-q'])
  const kept = new Set(stdout.split('\n'))
  deepStrictEqual(
    acknowledged.filter(record => !kept.has(record)),
    [],
  )
})

test('an event loop that crashes ends its own connections alone, is reported, and is started again', async () => {
  const script = new URL('./crash-on-signal.ts', import.meta.url)
  const worker = await platform.startWorker({
    name: 'crashing',
    env: { GATEWAY_LOOPS: '2', NODE_OPTIONS: `--import=${script}` },
  })
  const signedIn = () => RawClient.as(worker.at(0), 'admin', partner.passwords.admin ?? '')
  const headers = { authorization: `Basic ${Buffer.from('admin:conduktor').toString('base64')}` }
  const told = async (metric: RegExp) => metric.test(await (await fetch(`${worker.admin}/metrics`, { headers })).text())
  // The kernel spreads them over the loops that listen: of forty, each has some.
  for (const loop of [0, 1]) await until(() => told(new RegExp(`^tidegate_open_addresses\\{loop="${loop}"\\} 1$`, 'm')))
  const clients = await Promise.all(Array.from({ length: 40 }, signedIn))
  process.kill(worker.process.pid, 'SIGUSR2')
  await until(() => told(/^tidegate_event_loop_restarts_total 1$/m))
  await until(async () => clients.some(({ open }) => !open))
  const left = clients.filter(({ open }) => open)
  ok(left.length > 0 && left.length < clients.length, `${left.length} of ${clients.length} connections are left`)
  for (const client of left) await client.demand(metadata, 12, { topics: null })
  strictEqual((await fetch(`${worker.admin}/health/ready`)).status, 200)
  await until(() => told(/^tidegate_event_loop_utilization_ratio\{loop="0"\}/m))
  for (const client of [...clients, ...(await Promise.all(Array.from({ length: 10 }, signedIn)))])
    client[Symbol.dispose]()
  match(worker.process.tail(), /an event loop crashed.*told to crash|told to crash.*an event loop crashed/)
})
