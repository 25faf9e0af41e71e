import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka'
import { type KafkaVersion, kafkaTool, kcat, startKafka } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { type Partner, Platform, until } from './platform.ts'

let platform: Platform
let partner: Partner

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }), clusterA: startKafka({ name: 'clusterA' }) })
  const topics = ['physical-one', 'physical-two', 'physical-three', 'physical-large']
  await platform.createTopics('clusterA', topics, { numPartitions: 2 })
  await platform.startWorker()
  partner = await platform.partner('clients', 'clusterA', {
    one: 'physical-one',
    two: 'physical-two',
    three: 'physical-three',
    large: 'physical-large',
  })
  for (const operation of ['READ', 'WRITE']) await platform.allow('clients', 'user1', operation, 'TOPIC', '*')
  for (const type of ['GROUP', 'TRANSACTIONAL_ID']) await platform.allow('clients', 'user1', 'ALL', type, '*')
})

after(() => platform.stop())

const password = (user: string) => partner.passwords[user] ?? ''
const config = (user = 'user1') => platform.clientConfig(user, password(user))

const kafkaOf = (username: string) =>
  new Kafka({
    clientId: 'kafkajs',
    brokers: partner.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    sasl: { mechanism: 'plain', username, password: password(username) },
  })

type Tool = Parameters<typeof kafkaTool>[1]

/** The option by which a tool is given its client configuration differs between tools and versions. */
const configOption = (version: KafkaVersion, tool: Tool): string => {
  if (version === '2.8.2' && tool === 'console-producer') return '--producer.config'
  if (version === '2.8.2' && tool === 'console-consumer') return '--consumer.config'
  return '--command-config'
}

const run = (version: KafkaVersion, tool: Tool, args: readonly string[], stdin = '', user = 'user1') =>
  kafkaTool(
    version,
    tool,
    ['--bootstrap-server', partner.bootstrap, configOption(version, tool), config(user), ...args],
    { stdin },
  )

const lines = (text: string) => text.split('\n').filter(line => line !== '')

for (const version of ['4.3.1', '2.8.2'] as const)
  describe(`Kafka’s own tools ${version}`, () => {
    const mark = version.replaceAll('.', '')

    test('list and describe the shared topics and no other', async () => {
      const list = await run(version, 'topics', ['--list'])
      deepStrictEqual(lines(list.stdout).sort(), ['large', 'one', 'three', 'two'])
      const described = await run(version, 'topics', ['--describe', '--topic', 'one'], '', 'admin')
      match(described.stdout, /Topic: one.*PartitionCount: 2/)
    })

    test('produce and consume with a group', async () => {
      const produced = await run(version, 'console-producer', ['--topic', 'one'], `a-${mark}\nb-${mark}\n`)
      strictEqual(produced.code, 0, produced.stderr)
      const consumed = await run(version, 'console-consumer', [
        '--topic',
        'one',
        '--group',
        `tool-${mark}`,
        '--from-beginning',
        '--timeout-ms',
        '30000',
        '--max-messages',
        '2',
      ])
      strictEqual(lines(consumed.stdout).filter(line => /^[ab]-/.test(line)).length, 2, consumed.stderr)
    })

    test('show groups, their members’ offsets and the ends of topics', async () => {
      const groups = await run(version, 'consumer-groups', ['--list'])
      match(groups.stdout, new RegExp(`^tool-${mark}$`, 'm'))
      const described = await run(version, 'consumer-groups', ['--describe', '--group', `tool-${mark}`])
      match(described.stdout, new RegExp(`tool-${mark} +one +[01]`))
      if (version === '4.3.1') match((await run(version, 'get-offsets', ['--topic', 'one'])).stdout, /^one:0:\d+$/m)
    })

    test('describe the configs of a topic', async () => {
      const { stdout } = await run(
        version,
        'configs',
        ['--describe', '--entity-type', 'topics', '--entity-name', 'one', '--all'],
        '',
        'admin',
      )
      match(stdout, /retention\.ms=604800000/)
    })

    test('add, list and remove ACLs', async () => {
      const rule = ['--allow-principal', 'User:user1', '--consumer', '--topic', 'two', '--group', `acl-${mark}`]
      const added = await run(version, 'acls', ['--add', ...rule], '', 'admin')
      strictEqual(added.code, 0, added.stderr)
      match(
        (await run(version, 'acls', ['--list', '--group', `acl-${mark}`], '', 'admin')).stdout,
        /principal=User:user1.*operation=READ/,
      )
      strictEqual((await run(version, 'acls', ['--remove', '--force', ...rule], '', 'admin')).code, 0)
      strictEqual(
        /operation=READ/.test((await run(version, 'acls', ['--list', '--group', `acl-${mark}`], '', 'admin')).stdout),
        false,
      )
    })
  })

test('a consumer of the new group protocol reads and commits', async () => {
  await run('4.3.1', 'console-producer', ['--topic', 'two'], 'x\ny\n')
  const args = [
    '--topic',
    'two',
    '--group',
    'kip-848',
    '--from-beginning',
    '--timeout-ms',
    '30000',
    '--max-messages',
    '2',
  ]
  const { stdout, stderr } = await run('4.3.1', 'console-consumer', [
    ...args,
    '--command-property',
    'group.protocol=consumer',
  ])
  deepStrictEqual(
    lines(stdout)
      .filter(line => line.length === 1)
      .sort(),
    ['x', 'y'],
    stderr,
  )
  match((await run('4.3.1', 'consumer-groups', ['--describe', '--group', 'kip-848'])).stdout, /kip-848 +two/)
})

test('a consumer that has much to catch up with gets every byte of it', async () => {
  const values = Array.from({ length: 20 }, (_, i) => `${i} `.padEnd(900_000, String.fromCharCode(97 + i)))
  const kafka = new Kafka({ brokers: [platform.clusters.clusterA?.bootstrap ?? ''], logLevel: logLevel.NOTHING })
  const producer = kafka.producer()
  await producer.connect()
  for (const [i, value] of values.entries())
    await producer.send({ topic: 'physical-large', messages: [{ value, partition: i % 2 }] })
  await producer.disconnect()
  const large = ['max.partition.fetch.bytes=20000000', 'receive.buffer.bytes=-1']
  const { stdout, stderr } = await run('4.3.1', 'console-consumer', [
    ...['--topic', 'large', '--from-beginning', '--timeout-ms', '30000', '--max-messages', String(values.length)],
    ...large.flatMap(property => ['--command-property', property]),
  ])
  const got = lines(stdout).filter(line => line.length > 1000)
  deepStrictEqual(got.map(line => line.slice(0, 3)).sort(), values.map(value => value.slice(0, 3)).sort(), stderr)
  strictEqual(got.sort().join() === values.toSorted().join(), true, 'as they were written')
})

test('a transactional producer commits, and who reads committed records sees them', async () => {
  const args = [
    '--topic',
    'three',
    '--num-records',
    '50',
    '--record-size',
    '10',
    '--throughput',
    '-1',
    '--command-property',
    `bootstrap.servers=${partner.bootstrap}`,
  ]
  const produced = await kafkaTool('4.3.1', 'producer-perf', [
    ...args,
    'transactional.id=t-1',
    '--transaction-duration-ms',
    '100',
    '--command-config',
    config(),
  ])
  match(produced.stdout, /50 records sent/, produced.stderr)
  const read = [
    '--topic',
    'three',
    '--from-beginning',
    '--isolation-level',
    'read_committed',
    '--timeout-ms',
    '30000',
    '--max-messages',
    '50',
    '--group',
    'committed',
  ]
  strictEqual(
    lines((await run('4.3.1', 'console-consumer', read)).stdout).filter(line => line.length === 10).length,
    50,
  )
})

const asUser1 = () => [
  ...['-b', partner.bootstrap, '-X', 'security.protocol=SASL_PLAINTEXT', '-X', 'sasl.mechanisms=PLAIN'],
  ...['-X', 'sasl.username=user1', '-X', `sasl.password=${password('user1')}`],
]

test('kcat lists, produces and consumes', async () => {
  match((await kcat([...asUser1(), '-L'])).stdout, /topic "one" with 2 partitions/)
  strictEqual((await kcat([...asUser1(), '-P', '-t', 'one', '-p', '0'], { stdin: 'from kcat\n' })).code, 0)
  match((await kcat([...asUser1(), '-C', '-t', 'one', '-p', '0', '-e', '-q'])).stdout, /^from kcat$/m)
})

test('kafkajs produces idempotently, consumes in a group and reads offsets', async () => {
  const kafka = kafkaOf('user1')
  const producer = kafka.producer({ idempotent: true })
  await producer.connect()
  await producer.send({ topic: 'two', messages: [{ key: 'k', value: 'from kafkajs' }] })
  await producer.disconnect()
  const consumer = kafka.consumer({ groupId: 'kafkajs' })
  await consumer.connect()
  await consumer.subscribe({ topic: 'two', fromBeginning: true })
  const seen = await new Promise<string>(resolve => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        if (String(message.value) === 'from kafkajs') resolve(String(message.value))
      },
    })
  })
  await consumer.disconnect()
  strictEqual(seen, 'from kafkajs')
  const admin = kafka.admin()
  await admin.connect()
  strictEqual((await admin.fetchTopicOffsets('two')).length, 2)
  await admin.disconnect()
})

test('a transaction of kafkajs, which adds its partitions and offsets itself, commits both or neither', async () => {
  const kafka = kafkaOf('user1')
  const admin = kafka.admin()
  const producer = kafka.producer({ transactionalId: 'kafkajs-transaction', maxInFlightRequests: 1, idempotent: true })
  await Promise.all([admin.connect(), producer.connect()])
  const consumed = { consumerGroupId: 'moved', topics: [{ topic: 'one', partitions: [{ partition: 0, offset: '2' }] }] }
  const aborted = await producer.transaction()
  await aborted.send({ topic: 'three', messages: [{ value: 'never seen' }] })
  await aborted.sendOffsets(consumed)
  await aborted.abort()
  const offsets = async () =>
    (await admin.fetchOffsets({ groupId: 'moved', topics: ['one'] }))[0]?.partitions.find(each => each.partition === 0)
      ?.offset
  strictEqual(await offsets(), '-1')
  const committed = await producer.transaction()
  await committed.send({ topic: 'three', messages: [{ value: 'seen once' }] })
  await committed.sendOffsets(consumed)
  await committed.commit()
  // A commit is answered before its markers are written.
  await until(async () => (await offsets()) === '2')
  await Promise.all([admin.disconnect(), producer.disconnect()])
  const toItsEnd = ['-C', '-t', 'three', '-o', 'beginning', '-e', '-q', '-X', 'isolation.level=read_committed']
  const seen = async () => lines((await kcat([...asUser1(), ...toItsEnd])).stdout).filter(line => /seen/.test(line))
  await until(async () => (await seen()).length > 0)
  deepStrictEqual(await seen(), ['seen once'])
})

test('@platformatic/kafka produces and consumes', async () => {
  const options = {
    clientId: 'platformatic',
    bootstrapBrokers: partner.bootstrap.split(','),
    sasl: { mechanism: 'PLAIN' as const, username: 'user1', password: password('user1') },
  }
  const producer = new Producer({ ...options, serializers: stringSerializers })
  await producer.send({ messages: [{ topic: 'three', key: 'k', value: 'from platformatic' }] })
  await producer.close()
  const consumer = new Consumer({ ...options, groupId: 'platformatic', deserializers: stringDeserializers })
  const stream = await consumer.consume({ topics: ['three'], mode: 'earliest' })
  for await (const message of stream) if (message.value === 'from platformatic') break
  await consumer.close(true)
})
