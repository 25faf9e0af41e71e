import { deepEqual, equal, rejects } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Connection, connectionOf } from '@tidegate/resources'
import { type KafkaCluster, type Mechanism, startKafka } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { type Options, topicsExist } from '../src/index.ts'

const users = { admin: 'admin-secret', guest: 'guest-secret' }
const options = { timeoutMs: 5000 }

let open: KafkaCluster
let guarded: KafkaCluster

const properties = { 'auto.create.topics.enable': 'true' }

before(async () => {
  ;[open, guarded] = await Promise.all([
    startKafka({ properties }),
    startKafka({
      security: 'SASL_PLAINTEXT',
      mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
      users,
      authorizer: true,
      properties,
    }),
  ])
  await withClient(async admin => admin.createTopics({ topics: [{ topic: 'orders' }] }))
})

after(() => Promise.all([open?.stop(), guarded?.stop()]))

async function withClient<T>(work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: open.bootstrap.split(','), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  return work(admin).finally(() => admin.disconnect())
}

async function topicExists(...[connection, topic, limits]: [Connection, string, Options]): Promise<boolean> {
  const found = (await topicsExist(connection, [topic], limits)).get(topic)
  if (typeof found === 'boolean') return found
  throw found
}

const as = (user?: string, mechanism?: Mechanism) => guarded.clientProperties(user, mechanism)

test('a topic that is there exists', async () => {
  equal(await topicExists(connectionOf(open.clientProperties()), 'orders', options), true)
})

test('a topic that is not there does not exist, and to ask does not create it', async () => {
  const connection = connectionOf(open.clientProperties())

  equal(await topicExists(connection, 'payments', options), false)
  deepEqual(await withClient(admin => admin.listTopics()), ['orders'])
})

test('a name no topic can have does not exist', async () => {
  equal(await topicExists(connectionOf(open.clientProperties()), 'no such/topic', options), false)
})

test('many topics are asked for at once, each with an answer of its own', async () => {
  const names = ['orders', 'payments', 'no such/topic']
  const asked = await topicsExist(connectionOf(open.clientProperties()), names, options)

  deepEqual(
    [...asked],
    [
      ['orders', true],
      ['payments', false],
      ['no such/topic', false],
    ],
  )
})

test('brokers of the list that are down are passed over', async () => {
  const [address] = open.bootstrap.split(',')
  const connection = connectionOf({ 'bootstrap.servers': `127.0.0.1:1,127.0.0.1:2,${address}` })

  equal(await topicExists(connection, 'orders', options), true)
})

for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)
  test(`the cluster is asked with ${mechanism}`, async () => {
    equal(await topicExists(connectionOf(as('admin', mechanism)), 'orders', options), false)
  })

const refused: [string, () => Record<string, string>, RegExp][] = [
  [
    'without credentials',
    () => ({ 'bootstrap.servers': guarded.bootstrap }),
    /check bootstrap\.servers and security\.protocol/,
  ],
  ...(['PLAIN', 'SCRAM-SHA-256'] as const).map(
    mechanism =>
      [
        `with a wrong ${mechanism} password`,
        () => ({
          ...as('admin', mechanism),
          'sasl.jaas.config': 'x.LoginModule required username="admin" password="hunter2";',
        }),
        /check sasl\.mechanism and sasl\.jaas\.config$/,
      ] as [string, () => Record<string, string>, RegExp],
  ),
  ['as a user who may not see the topic', () => as('guest'), /grant it DESCRIBE/],
  ['with TLS where there is none', () => ({ ...as(), 'security.protocol': 'SASL_SSL' }), /security\.protocol/],
]

for (const [how, clientProperties, message] of refused)
  test(`a cluster that is asked ${how} is unavailable, in words without host or secret`, async () => {
    await rejects(topicExists(connectionOf(clientProperties()), 'orders', options), error => {
      const { code, message: text } = error as Error & { code?: string }
      equal(code, 'UPSTREAM_UNAVAILABLE')
      equal(message.test(text), true, text)
      equal(/hunter2|127\.0\.0\.1|secret/.test(text), false)
      return true
    })
  })
