import { deepStrictEqual, ok, rejects, strictEqual, throws } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { MessageQuery } from '@tidegate/api'
import { type KafkaCluster, kafkaTool, startKafka } from '@tidegate/testkit'
import { type Admin, Kafka, logLevel, type Message } from 'kafkajs'
import { withBrokers } from '../src/inventory/brokers.ts'
import { decompress } from '../src/inventory/decompress.ts'
import { peek } from '../src/inventory/messages.ts'

let cluster: KafkaCluster
let kafka: Kafka
let admin: Admin

const users = { admin: 'admin-secret', blind: 'blind-secret' }

before(async () => {
  const properties = { 'message.max.bytes': '3000000' }
  cluster = await startKafka({ brokerIds: [1, 2], security: 'SASL_PLAINTEXT', users, authorizer: true, properties })
  const sasl = { mechanism: 'plain', username: 'admin', password: users.admin } as const
  kafka = new Kafka({ brokers: cluster.bootstrap.split(','), sasl, logLevel: logLevel.NOTHING })
  admin = kafka.admin()
  await admin.connect()
})
after(async () => {
  await admin?.disconnect()
  await cluster?.stop()
})

async function produce(topic: string, messages: Message[], numPartitions = 1): Promise<void> {
  await admin.createTopics({ topics: [{ topic, numPartitions }] })
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic, messages })
  await producer.disconnect()
}

const read = (query: Partial<MessageQuery> & { topic: string }, user = 'admin') =>
  withBrokers(cluster.clientProperties(user), brokers => peek(brokers, { from: 'beginning', limit: 20, ...query }))

const valuesOf = ({ records }: Awaited<ReturnType<typeof read>>) => records.map(({ value }) => value?.text)

test('records are told with key, value, headers, time and place; what is no text in hexadecimal digits', async () => {
  await produce('mixed', [
    { key: 'k', value: 'Grüße', headers: { trace: 'abc' }, timestamp: '1700000000000' },
    { key: null, value: null, timestamp: '1700000000001' },
    { key: Buffer.from([0xff, 0]), value: '', timestamp: '1700000000002' },
  ])
  const { records, missing } = await read({ topic: 'mixed' })
  deepStrictEqual(missing, [])
  deepStrictEqual(records, [
    {
      partition: 0,
      offset: 0,
      timestamp: '2023-11-14T22:13:20.000Z',
      key: { text: 'k', encoding: 'utf-8', bytes: 1 },
      value: { text: 'Grüße', encoding: 'utf-8', bytes: 7 },
      headers: [{ name: 'trace', value: { text: 'abc', encoding: 'utf-8', bytes: 3 } }],
    },
    { partition: 0, offset: 1, timestamp: '2023-11-14T22:13:20.001Z', key: null, value: null, headers: [] },
    {
      partition: 0,
      offset: 2,
      timestamp: '2023-11-14T22:13:20.002Z',
      key: { text: 'ff00', encoding: 'hex', bytes: 2 },
      value: { text: '', encoding: 'utf-8', bytes: 0 },
      headers: [],
    },
  ])
})

test('the first records of all partitions are read, the last, or those at an offset, and no more than were asked for', async () => {
  const messages = Array.from({ length: 30 }, (_, i) => ({
    partition: i % 3,
    value: `${i}`,
    timestamp: `${1_700_000_000_000 + i}`,
  }))
  await produce('many', messages, 3)
  deepStrictEqual(valuesOf(await read({ topic: 'many', limit: 4 })), ['0', '1', '2', '3'])
  deepStrictEqual(valuesOf(await read({ topic: 'many', from: 'end', limit: 4 })), ['26', '27', '28', '29'])
  const at = { from: 'offset', partition: 1, offset: 8 } as const
  deepStrictEqual(valuesOf(await read({ topic: 'many', ...at })), ['25', '28'])
  deepStrictEqual(valuesOf(await read({ topic: 'many', ...at, offset: 99 })), [])
})

for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'])
  test(`records that Kafka’s own producer has compressed with ${codec} are read`, async () => {
    const topic = `by-${codec}`
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] })
    const lines = Array.from({ length: 400 }, (_, i) => `${i} ${'the quick brown fox '.repeat(i % 9)}${i * 7919}`)
    const settings = { ...cluster.clientProperties('admin'), 'linger.ms': '500', 'batch.size': '200000' }
    const properties = Object.entries(settings).flatMap(([name, value]) => ['--command-property', `${name}=${value}`])
    const args = [
      '--bootstrap-server',
      cluster.bootstrap,
      '--topic',
      topic,
      '--compression-codec',
      codec,
      ...properties,
    ]
    await kafkaTool('4.3.1', 'console-producer', args, { stdin: `${lines.join('\n')}\n` })
    deepStrictEqual(valuesOf(await read({ topic, from: 'end', limit: 50 })), lines.slice(-50))
  })

test('what is long is cut off and says how long it is, and no more than a MiB or so is read', async () => {
  await produce('long', [{ value: 'é'.repeat(50_000) }])
  const [record] = (await read({ topic: 'long' })).records
  strictEqual(record?.value?.bytes, 100_000)
  strictEqual(record.value.text, 'é'.repeat(8_192))
  await produce(
    'longer',
    Array.from({ length: 4 }, () => ({ value: 'x'.repeat(600_000) })),
  )
  await produce(
    'longer',
    Array.from({ length: 4 }, () => ({ value: 'x'.repeat(600_000) })),
  )
  const { records, missing } = await read({ topic: 'longer' })
  ok(records.length < 8)
  deepStrictEqual(missing, ['Only the first MiB was read.'])
})

test('a time that is none is not told', async () => {
  const configEntries = [{ name: 'message.timestamp.after.max.ms', value: '9223372036854775807' }]
  await admin.createTopics({ topics: [{ topic: 'timeless', numPartitions: 1, configEntries }] })
  await produce('timeless', [{ value: 'x', timestamp: '9000000000000000' }])
  deepStrictEqual(
    (await read({ topic: 'timeless' })).records.map(({ timestamp, value }) => [timestamp, value?.text]),
    [[null, 'x']],
  )
})

test('no consumer group comes to be', async () => {
  await read({ topic: 'many' })
  deepStrictEqual((await admin.listGroups()).groups, [])
})

test('a topic that is not there, a partition that it has not, and one that must not be read are told apart', async () => {
  await rejects(read({ topic: 'nothing' }), { code: 'NOT_FOUND' })
  await rejects(read({ topic: 'many', partition: 3 }), /partition: topic many has none of the number 3: give 0 to 2/)
  const [resource, principal] = [{ resourceType: 2, resourceName: 'many', resourcePatternType: 3 }, 'User:blind']
  await admin.createAcls({ acl: [{ ...resource, principal, host: '*', operation: 8, permissionType: 3 }] })
  const { records, missing } = await read({ topic: 'many' }, 'blind')
  strictEqual(records.length, 0)
  ok(missing.includes('The gateway’s own user may not READ the topic.'), missing.join())
})

const bombs: Record<string, [number, Buffer]> = {
  gzip: [1, gzipSync(Buffer.alloc(64 << 20))],
  snappy: [2, Buffer.from([0xff, 0xff, 0xff, 0x7f, 0])],
  lz4: [3, lz4Bomb()],
  zstd: [4, zstdCompressSync(Buffer.alloc(64 << 20))],
}

/** A match of one byte that goes on and on. */
function lz4Bomb(): Buffer {
  const block = Buffer.concat([Buffer.from([0x1f, 0, 1, 0]), Buffer.alloc(200_000, 255), Buffer.from([0])])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(block.length)
  return Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]), size, block, Buffer.alloc(4)])
}

for (const [name, [code, bytes]] of Object.entries(bombs))
  test(`a little ${name} that stands for very much is refused before it takes the memory`, () => {
    throws(() => decompress(code, bytes), RangeError)
  })

test('bytes that are not what they say are refused, whatever they are', () => {
  for (const code of [1, 2, 3, 4, 5])
    for (let seed = 0; seed < 300; seed++) {
      const bytes = Buffer.from(Array.from({ length: 40 }, (_, i) => (seed * 31 + i * i * 17 + code) & 0xff))
      try {
        decompress(code, bytes)
      } catch (error) {
        ok(error instanceof RangeError || typeof (error as { code?: string }).code === 'string', String(error))
      }
    }
})
