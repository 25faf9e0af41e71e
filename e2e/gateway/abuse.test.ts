import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { apiNamed, apis, type Body } from '@tidegate/protocol'
import { codesOf, type Names, questions } from './abuse/answers.ts'
import { heldElsewhere, notYet } from './abuse/elsewhere.ts'
import { ended, frameAbuses, rawRequest, request } from './abuse/frames.ts'
import { lies } from './abuse/liar.ts'
import { World } from './abuse/world.ts'
import { batch, record } from './batch.ts'
import { until } from './platform.ts'
import { RawClient } from './raw-client.ts'

const MIB = 2 ** 20
const metadata = apiNamed('Metadata')
const listOffsets = apiNamed('ListOffsets')
const authenticate = apiNamed('SaslAuthenticate')

let world: World

before(async () => {
  world = await World.start()
})

after(() => world.stop())

const tested = new Set<number>()

/** A test of a row of the list. */
function row(number: number, title: string, run: () => Promise<void>): void {
  tested.add(number)
  test(`row ${number}: ${title}`, run)
}

for (const { row: number, title, as, frames, expect = ended } of frameAbuses)
  row(number, title, async () => {
    using client = await world.client(as)
    for (const frame of frames(world)) client.raw(frame)
    await expect(client, world)
    await world.intact(client)
  })

for (const { row: number, title, api: name, version, body, codes, unlikeABroker } of questions)
  row(
    number,
    `${title} is answered with ${[...new Set(codes)]}${unlikeABroker ? '' : ', as by a broker'}`,
    async () => {
      const api = apiNamed(name)
      const ask = async (client: RawClient, names: Names) => codesOf(await client.ask(api, version, body(names)))
      const due = [...codes].sort((a, b) => a - b)
      using client = await world.client('admin')
      const { victim, physical, abused, own } = world.ids
      deepStrictEqual(await ask(client, { topic: 'shown', id: own, foreignId: victim }), due)
      await world.intact(client)
      if (unlikeABroker) return
      using direct = new RawClient(world.broker)
      deepStrictEqual(await ask(direct, { topic: 'behind-the-abused', id: abused, foreignId: physical }), due, 'broker')
    },
  )

row(7, 'every other API before signing in ends the connection, whatever its body', async () => {
  const others = [...apis.values()].filter(({ name }) => !/^(ApiVersions|Sasl.*)$/.test(name))
  const clients = others.map(({ key, versions }) =>
    new RawClient(world.abused.bootstrap).raw(rawRequest(key, versions[0], Buffer.alloc(4, 0xff))),
  )
  await Promise.all(clients.map(ended))
  await world.intact(...clients)
})

const cut = Buffer.from([0, 0, 1, 0, 0, 3, 0, 12])

for (const [number, title, as, bytes] of [
  [2, 'a frame before signing in that is never complete', undefined, cut],
  [2, 'a frame that is never complete', 'admin', cut],
  [3, 'a client that says nothing', undefined, Buffer.alloc(0)],
  [3, 'a client that says nothing after signing in', 'admin', Buffer.alloc(0)],
] as const)
  row(number, `${title} ends the connection in time`, async () => {
    using client = await world.client(as, world.strict.at(0))
    await ended(client.raw(bytes))
    await world.intact(client)
  })

row(1, 'a lower limit of frames ends the connection, and is that of one worker', async () => {
  using client = await world.client('admin', world.strict.at(0))
  await ended(
    client.raw(request('DeleteGroups', 1, { groupsNames: ['g'.repeat(30_000), ...Array(3).fill('h'.repeat(30_000))] })),
  )
  await world.intact(client)
})

row(3, 'as many connections of a user as are allowed keep out the next, and nobody else', async () => {
  const clients = await Promise.all([1, 2, 3].map(() => world.client('user1', world.strict.at(0))))
  using late = new RawClient(world.strict.at(0))
  strictEqual(await late.signIn('user1', world.abused.passwords.user1 ?? ''), false)
  for (const client of clients) ok(await client.ask(metadata, 12, { topics: null }))
  await world.intact(late, ...clients)
  for (const client of clients) client[Symbol.dispose]()
})

row(9, 'a flood of wrong passwords holds up nobody', async () => {
  const clients = Array.from({ length: 300 }, () => new RawClient(world.abused.bootstrap))
  const refused = clients.map(async client => {
    strictEqual(await client.signIn('admin', 'wrong'), false)
    await ended(client)
  })
  await world.intact()
  await Promise.all(refused)
  await world.intact(...clients)
})

row(20, 'a batch that grows a thousandfold when it is unpacked is as big as it is here', async () => {
  const before = await world.metric('process_resident_memory_bytes')
  const bomb = batch({ attributes: 1, payload: gzipSync(record('x'.repeat(64 * MIB), 0)) })
  ok(bomb.length < MIB / 8)
  using client = await world.client('admin')
  for (let i = 0; i < 5; i++) {
    const answer = await client.ask(apiNamed('Produce'), 9, produceOf([bomb]))
    deepStrictEqual(codesOf(answer), [0])
  }
  await world.intact(client)
  ok((await world.metric('process_resident_memory_bytes')) - before < 64 * MIB)
})

const produceOf = (records: readonly Buffer[]): Body => ({
  acks: -1,
  timeoutMs: 5_000,
  topicData: [{ name: 'shown', partitionData: [{ index: 1, records }] }],
})

row(22, 'a client that waits for hours and goes leaves nothing behind', async () => {
  const clients = await Promise.all(Array.from({ length: 20 }, () => world.client('admin')))
  const forever = { maxWaitMs: 2 ** 31 - 1, minBytes: 2 ** 31 - 1, maxBytes: 2 ** 31 - 1 }
  const topics = [{ topic: 'shown', partitions: [{ partition: 0, partitionMaxBytes: 1 }] }]
  for (const client of clients) client.send(apiNamed('Fetch'), 12, { ...forever, topics })
  await world.intact(...clients)
  for (const client of clients) client[Symbol.dispose]()
  await until(
    async () => (await world.metric('tidegate_connections{virtual_cluster="abused",physical_cluster="main"}')) === 0,
  )
})

const MANY = 50_000
const many = <T>(each: (i: number) => T): T[] => Array.from({ length: MANY }, (_, i) => each(i))

for (const [name, version, body] of [
  ['Metadata', 12, () => ({ topics: many(i => ({ name: `t${i}` })) })],
  ['Metadata', 12, () => ({ topics: many(() => ({ name: 'shown' })) })],
  ['ListOffsets', 6, () => ({ topics: many(i => ({ name: `t${i}`, partitions: [{ partitionIndex: i }] })) })],
  ['ListOffsets', 6, () => ({ topics: [{ name: 'shown', partitions: many(partitionIndex => ({ partitionIndex })) }] })],
  ['DescribeGroups', 5, () => ({ groups: many(i => `g${i}`) })],
  ['DeleteGroups', 2, () => ({ groupsNames: many(i => `g${i}`) })],
  ['ConsumerGroupDescribe', 0, () => ({ groupIds: many(i => `g${i}`) })],
  ['FindCoordinator', 4, () => ({ coordinatorKeys: many(i => `g${i}`) })],
  ['DescribeConfigs', 4, () => ({ resources: many(i => ({ resourceType: 2, resourceName: `t${i}` })) })],
  ['CreateAcls', 3, () => ({ creations: many(i => ({ resourceName: `t${i}` })) })],
  [
    'AddPartitionsToTxn',
    3,
    () => ({ v3AndBelowTransactionalId: 't', v3AndBelowTopics: many(i => ({ name: `t${i}`, partitions: [0] })) }),
  ],
  ['OffsetCommit', 8, () => ({ groupId: 'g', topics: many(i => ({ name: `t${i}`, partitions: [{}] })) })],
  ['OffsetFetch', 8, () => ({ groups: many(i => ({ groupId: `g${i}`, topics: [] })) })],
] as const)
  row(23, `${MANY} rows of ${name} are answered, and others are served meanwhile`, async () => {
    using client = await world.client('admin')
    const api = apiNamed(name)
    const answer = client.ask(api, version, body())
    await world.intact()
    ok(await answer)
    await world.intact(client)
  })

row(24, 'five thousand requests at once are answered in their order to a client that reads at last', async () => {
  using client = await world.client('admin')
  client.reading(false)
  for (let i = 0; i < 5_000; i++) client.send(metadata, 12, { topics: null })
  await world.intact()
  client.reading(true)
  for (let i = 0; i < 5_000; i++) ok(await client.answer(metadata, 12))
  await world.intact(client)
})

row(25, 'a client that asks for much and reads nothing of it costs no memory', async () => {
  using client = await world.client('admin')
  const value = 'v'.repeat(900_000)
  for (let i = 0; i < 20; i++) ok(await client.ask(apiNamed('Produce'), 9, produceOf([batch({ values: [value] })])))
  client.reading(false)
  const partitions = [{ partition: 1, partitionMaxBytes: 50 * MIB }]
  for (let i = 0; i < 60; i++)
    client.send(apiNamed('Fetch'), 12, { maxBytes: 50 * MIB, topics: [{ topic: 'shown', partitions }] })
  for (let i = 0; i < 10; i++) await world.intact(client)
})

row(27, 'the same and negative ids of requests come back as they were sent', async () => {
  using client = await world.client('admin')
  const ids = [5, 5, 5, -1, 0, -(2 ** 31), 2 ** 31 - 1]
  for (const id of ids) {
    const bytes = request('Metadata', 12, { topics: [] })
    bytes.writeInt32BE(id, 8)
    client.raw(bytes)
  }
  for (const id of ids) strictEqual((await client.frame())?.readInt32BE(), id)
  await world.intact(client)
})

const told = { topics: [{ name: 'told', partitions: [{ partitionIndex: 0, timestamp: -1n }] }] }

for (const [what, lie] of Object.entries(lies))
  row(31, `a broker that ${what} ends the connection of its client, and no other`, async () => {
    const { liar, deceived } = world
    using client = new RawClient(deceived.bootstrap)
    ok(await client.signIn('admin', deceived.passwords.admin ?? ''))
    ok(await client.ask(listOffsets, 6, told))
    liar.lie = lie
    strictEqual(await client.ask(listOffsets, 6, told), undefined)
    liar.lie = undefined
    await world.intact(client)
    using later = new RawClient(deceived.bootstrap)
    ok(await later.signIn('admin', deceived.passwords.admin ?? ''))
    ok(await later.ask(listOffsets, 6, told))
  })

row(31, 'leaders that do not exist are none', async () => {
  const { liar, deceived } = world
  using client = new RawClient(deceived.bootstrap)
  ok(await client.signIn('admin', deceived.passwords.admin ?? ''))
  liar.partitions = 50_000
  const answer = await client.ask(metadata, 12, { topics: null })
  liar.partitions = 0
  deepStrictEqual(answer?.brokers.length, 1)
  deepStrictEqual(new Set(answer.topics[0].partitions.slice(1).map(({ leaderId }: Body) => leaderId)), new Set([-1]))
  await world.intact(client)
})

row(33, 'a client that does not sign in gets one short answer, however often it asks', async () => {
  using client = await world.client()
  for (let i = 0; i < 100; i++)
    client.raw(request('ApiVersions', 3, { clientSoftwareName: 'a', clientSoftwareVersion: '1' }))
  while (await client.frame());
  ok(Buffer.concat(client.received).length < 1_000)
  await world.intact(client)
})

row(14, 'nothing that a client said makes a line of its own in the log', async () => {
  using client = await world.client()
  client.raw(request('SaslHandshake', 1, { mechanism: 'PLAIN' }))
  client.raw(request('SaslAuthenticate', 1, { authBytes: Buffer.from('\0eve\n{"level":"fatal"}\0x') }))
  await client.frame()
  strictEqual((await client.answer(authenticate, 1))?.errorCode, 58)
  await ended(client)
  const lines = readFileSync(`${world.platform.directory}/worker-1.log`, 'utf8').trimEnd().split('\n')
  for (const line of lines.filter(each => each.startsWith('{')))
    strictEqual(typeof JSON.parse(line).level, 'number', line)
})

test('every row of the list is tested here, or named with the reason why not', () => {
  const named = new Set([...tested, ...notYet.map(each => each.row)])
  deepStrictEqual(
    [...named].sort((a, b) => a - b),
    Array.from({ length: 34 }, (_, i) => i + 1),
  )
})

for (const { row: number, file, title } of heldElsewhere)
  test(`row ${number} rests on a test of ${file} that exists`, () => {
    ok(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').includes(`'${title}'`), title)
  })
