import { ok, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePorts, kafkaTool, kcat, startKafka } from '@tidegate/testkit'
import { Platform } from './platform.ts'
import { Recorder } from './recorder.ts'

const SECRET_TOPICS = ['very-internal-orders', 'very-internal-payments', 'nobodys-business']
const recorder = new Recorder()
let platform: Platform
const topicIds: Buffer[] = []

/** The gateway binds another loopback address, so that the recorder can stand on the one that clients are told. */
before(async () => {
  platform = await Platform.start({
    main: startKafka({ name: 'main' }),
    secretive: startKafka({ name: 'secretive', brokerIds: [4711] }),
  })
  await platform.createTopics('secretive', SECRET_TOPICS, { numPartitions: 2 })
  const described = await kafkaTool('4.3.1', 'topics', [
    '--bootstrap-server',
    platform.clusters.secretive?.bootstrap ?? '',
    '--describe',
  ])
  for (const [, id] of described.stdout.matchAll(/TopicId: (\S+)/g))
    topicIds.push(Buffer.from(id as string, 'base64url'))
  const portStart = await freePorts(12)
  await platform.startWorker({ portStart, env: { GATEWAY_BIND_HOST: '127.0.0.2' } })
  await recorder.listen(
    [0, 1].map(slot => portStart + slot),
    '127.0.0.2',
  )
})

after(async () => {
  await recorder.stop()
  await platform.stop()
})

test('nothing that a partner’s clients receive names what stands behind the gateway', async () => {
  const { bootstrap, passwords } = await platform.partner('shown', 'secretive', {
    orders: 'very-internal-orders',
    payments: 'very-internal-payments',
  })
  await platform.partner('other-partner-of-ours', 'secretive', { hidden: 'nobodys-business' })
  for (const operation of ['READ', 'WRITE']) await platform.allow('shown', 'user1', operation, 'TOPIC', 'orders')
  for (const [type, name] of [
    ['GROUP', 'g*'],
    ['TRANSACTIONAL_ID', 't*'],
  ] as const)
    await platform.allow('shown', 'user1', 'ALL', type, name)

  for (const user of ['admin', 'user1'] as const) {
    const config = platform.clientConfig(user, passwords[user] ?? '')
    const tool = (name: Parameters<typeof kafkaTool>[1], ...args: string[]) =>
      kafkaTool('4.3.1', name, ['--bootstrap-server', bootstrap, '--command-config', config, ...args], {
        stdin: 'one\ntwo\n',
      })
    await tool('topics', '--describe')
    await tool('topics', '--describe', '--topic', 'very-internal-orders')
    await tool('console-producer', '--topic', 'orders')
    await tool('console-producer', '--topic', 'payments')
    await tool(
      'console-consumer',
      '--topic',
      'orders',
      '--from-beginning',
      '--max-messages',
      '2',
      '--group',
      `g-${user}`,
    )
    await tool(
      'console-consumer',
      '--topic',
      'orders',
      '--from-beginning',
      '--max-messages',
      '2',
      '--group',
      `g8-${user}`,
      '--command-property',
      'group.protocol=consumer',
    )
    await tool('consumer-groups', '--describe', '--all-groups')
    await tool('consumer-groups', '--describe', '--all-groups', '--members', '--verbose')
    await tool('consumer-groups', '--delete', '--group', 'no-such-group')
    await tool('configs', '--describe', '--entity-type', 'topics', '--entity-name', 'orders', '--all')
    await tool('configs', '--describe', '--entity-type', 'brokers', '--entity-name', '0', '--all')
    await tool('get-offsets', '--topic', 'orders')
    await tool('acls', '--list')
  }
  const sasl = [
    '-X',
    'security.protocol=SASL_PLAINTEXT',
    '-X',
    'sasl.mechanisms=PLAIN',
    '-X',
    'sasl.username=user1',
    '-X',
    `sasl.password=${passwords.user1}`,
  ]
  await kcat(['-b', bootstrap, ...sasl, '-L'])
  await kcat(['-b', bootstrap, ...sasl, '-C', '-t', 'orders', '-e', '-q'])

  const received = recorder.received()
  const { secretive, main } = platform.clusters
  ok(received.length > 10_000 && received.includes('orders'), 'the clients did receive something')
  const secrets: (string | Buffer)[] = [
    ...SECRET_TOPICS,
    'secretive',
    'other-partner-of-ours',
    'hidden',
    'shown:',
    ...[secretive, main].flatMap(cluster => [
      cluster?.clusterId ?? '?',
      '127.0.0.1',
      ...(cluster?.brokers ?? []).map(({ port }) => `:${port}`),
    ]),
    ...topicIds,
    ...[secretive, main].flatMap(cluster => (cluster?.brokers ?? []).map(({ port }) => int32(port))),
    int32(4711),
  ]
  for (const secret of secrets)
    strictEqual(
      received.includes(secret),
      false,
      `clients received ${secret instanceof Buffer ? secret.toString('hex') : secret}`,
    )
})

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
