import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kafkaTool, spawnKafkaTool, startKafka } from '@tidegate/testkit'
import { type Admin, Kafka, logLevel, type Producer } from 'kafkajs'
import { createTopics, type Partner, Platform, until } from './platform.ts'

let platform: Platform
let partner: Partner
let behind: Producer

/** `old` shows `behind` to user1, who may read and write it, before it is renamed to `new`. */
before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }) })
  const physical = new Kafka({ brokers: [platform.clusters.main?.bootstrap ?? ''], logLevel: logLevel.NOTHING })
  await within(physical.admin(), admin => createTopics(admin, [{ topic: 'behind', numPartitions: 2 }]))
  behind = physical.producer()
  await behind.connect()
  await platform.startWorker()
  partner = await platform.partner('acme', 'main', { old: 'behind' })
  for (const operation of ['READ', 'WRITE']) await platform.allow('acme', 'user1', operation, 'TOPIC', 'old')
  await platform.allow('acme', 'user1', 'READ', 'GROUP', '*')
})

after(async () => {
  await behind.disconnect()
  await platform.stop()
})

async function within<C extends Admin | Producer, T>(client: C, work: (client: C) => Promise<T>): Promise<T> {
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.disconnect()
  }
}

const kafka = () =>
  new Kafka({
    clientId: 'kafkajs',
    brokers: partner.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    sasl: { mechanism: 'plain', username: 'user1', password: partner.passwords.user1 ?? '' },
  })

const config = (user: string) => platform.clientConfig(user, partner.passwords[user] ?? '')
const client = (user = 'user1') => ['--bootstrap-server', partner.bootstrap, '--command-config', config(user)]
const produce = (topic: string, text: string) =>
  kafkaTool('4.3.1', 'console-producer', [...client(), '--topic', topic], { stdin: text })
const consume = (topic: string, group: string, count: number) =>
  kafkaTool('4.3.1', 'console-consumer', [
    ...client(),
    ...['--topic', topic, '--group', group, '--from-beginning', '--timeout-ms', '20000'],
    ...['--max-messages', String(count)],
  ])
const lines = (text: string) => text.split('\n').filter(line => line !== '')
const listed = async () => lines((await kafkaTool('4.3.1', 'topics', [...client(), '--list'])).stdout).sort()

const apply = ({ changes, plan }: { changes: object[]; plan: { expected: object[]; errors: object[] } }) => {
  deepStrictEqual(plan.errors, [])
  return platform.done('POST', '/tidegate/v1/apply', { changes, expected: plan.expected })
}

test('a renamed topic is shown under both names, with ids of their own', async () => {
  deepStrictEqual(await listed(), ['old'])
  await apply(
    await platform.done('POST', '/tidegate/v1/plan-rename', {
      vCluster: 'acme',
      name: 'old',
      to: 'new',
      graceHours: 24,
    }),
  )
  deepStrictEqual(await listed(), ['new', 'old'])
  const { stdout } = await kafkaTool('4.3.1', 'topics', [...client('admin'), '--describe'])
  const ids = [...stdout.matchAll(/^Topic: (?:old|new)\tTopicId: (\S+)/gm)].map(([, id]) => id)
  strictEqual(ids.length, 2, stdout)
  notStrictEqual(ids[0], ids[1])
})

test('what is written under one name is read under both, and the offsets of a group are those of the topic', async () => {
  await produce('old', 'a\nb\n')
  await produce('new', 'c\n')
  await within(kafka().producer(), each => each.send({ topic: 'old', messages: [{ value: 'd' }] }))
  deepStrictEqual(lines((await consume('old', 'by-old', 4)).stdout).sort(), ['a', 'b', 'c', 'd'])
  deepStrictEqual(lines((await consume('new', 'by-new', 4)).stdout).sort(), ['a', 'b', 'c', 'd'])
  await produce('old', 'e\n')
  deepStrictEqual(lines((await consume('new', 'by-old', 1)).stdout), ['e'])
  const groups = await kafkaTool('4.3.1', 'consumer-groups', [...client(), '--describe', '--group', 'by-old'])
  match(groups.stdout, /by-old +new +\d +\d+ +\d+ +0/)
  strictEqual(/by-old +old/.test(groups.stdout), false)
})

for (const protocol of ['classic', 'consumer'])
  test(`members of one ${protocol} group move to the new name one after the other, and share the partitions meanwhile`, async () => {
    const member = (topic: string) =>
      spawnKafkaTool('4.3.1', 'console-consumer', [
        ...client(),
        ...['--topic', topic, '--group', `moving-${protocol}`, '--command-property', `group.protocol=${protocol}`],
      ])
    await using first = await member('old')
    await using second = await member('new')
    const rounds: number[] = []
    // Of each round, which partition's record a member got, where it got one alone.
    const share = (consumer: typeof first, round: number) => {
      const got = [0, 1].filter(partition => consumer.lines().includes(`${partition}/${round}`))
      return got.length === 1 ? got[0] : undefined
    }
    await until(async () => {
      const round = rounds.push(rounds.length) - 1
      await behind.send({
        topic: 'behind',
        messages: [0, 1].map(partition => ({ partition, value: `${partition}/${round}` })),
      })
      return rounds.some(
        each => share(first, each) !== undefined && share(first, each) === 1 - (share(second, each) ?? 2),
      )
    }, 300)
  })

test('one request may name both: a producer that does not count writes both, one that does is refused', async () => {
  const both = ['old', 'new'].map(topic => ({ topic, messages: [{ value: `to ${topic}`, partition: 0 }] }))
  const before = await within(kafka().admin(), admin => admin.fetchTopicOffsets('new'))
  await within(kafka().producer(), each => each.sendBatch({ topicMessages: both }))
  const after = await within(kafka().admin(), admin => admin.fetchTopicOffsets('new'))
  const highOf = (offsets: typeof after) => Number(offsets.find(({ partition }) => partition === 0)?.high)
  strictEqual(highOf(after) - highOf(before), 2)
  await within(kafka().producer({ idempotent: true, maxInFlightRequests: 1, retry: { retries: 1 } }), async each => {
    await each.send({ topic: 'old', messages: [{ value: 'counted', partition: 0 }] })
    await rejects(each.send({ topic: 'new', messages: [{ value: 'counted', partition: 0 }] }), /out of order/i)
    await each.send({ topic: 'old', messages: [{ value: 'counted', partition: 0 }] })
  })
})

test('who still uses the old name is listed, with the client and when', async () => {
  let users: { username: string; software?: string; host: string; lastSeenAt: string }[] = []
  await until(async () => {
    users = await platform.done('GET', '/tidegate/v1/alias-user?vcluster=acme&name=old')
    return users.some(({ software }) => software?.startsWith('apache-kafka-java 4.3.1')) && users.length > 1
  })
  const who = new Set(users.map(({ username, host }) => `${username}@${host}`))
  deepStrictEqual([...who].sort(), ['admin@127.0.0.1', 'user1@127.0.0.1'])
  strictEqual(
    users.every(({ lastSeenAt }) => Date.parse(lastSeenAt) <= Date.now()),
    true,
  )
  deepStrictEqual(await platform.done('GET', '/tidegate/v1/alias-user?vcluster=acme&name=new'), [])
})

const retire = (on: Date) =>
  platform.done('PUT', '/gateway/v2/alias-topic', {
    kind: 'AliasTopic',
    apiVersion: 'gateway/v2',
    metadata: { name: 'old', vCluster: 'acme' },
    spec: { physicalName: 'behind', physicalCluster: 'main', retires: { on: on.toISOString(), to: 'new' } },
  })

test('when the time of the old name has come it is gone by itself, under open connections, and the new one works', async () => {
  const old = kafka().producer()
  await old.connect()
  await old.send({ topic: 'old', messages: [{ value: 'x' }] })
  await retire(new Date(Date.now() + 5_000))
  await old.send({ topic: 'old', messages: [{ value: 'x' }] })
  await until(async () => (await listed()).length === 1)
  deepStrictEqual(await listed(), ['new'])
  await rejects(old.send({ topic: 'old', messages: [{ value: 'y' }] }), /does not host this topic-partition/)
  await old.disconnect()
  await produce('new', 'last\n')
  match((await consume('new', 'late', 1)).stdout, /\S/)
})

test('the old name is removed with its rights, and the topic can be renamed again', async () => {
  await apply(await platform.done('POST', '/tidegate/v1/plan-retire', { vCluster: 'acme', name: 'old' }))
  const acls = await platform.done('GET', '/tidegate/v1/acl?vcluster=acme')
  const topics = acls.map(({ spec }: { spec: { resourcePattern: { name: string } } }) => spec.resourcePattern.name)
  deepStrictEqual(topics.sort(), ['*', 'new', 'new'])
  await apply(
    await platform.done('POST', '/tidegate/v1/plan-rename', {
      vCluster: 'acme',
      name: 'new',
      to: 'old',
      graceHours: 1,
    }),
  )
  deepStrictEqual(await listed(), ['new', 'old'])
})
