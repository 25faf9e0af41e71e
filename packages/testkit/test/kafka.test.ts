import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  type KafkaCluster,
  type KafkaVersion,
  kafkaTool,
  spawnKafkaTool,
  startKafka,
  temporaryDirectory,
  writeProperties,
} from '../src/index.ts'

const VERSIONS: readonly KafkaVersion[] = ['4.3.1', '2.8.2']

describe('a cluster of one broker', () => {
  let kafka: KafkaCluster
  before(async () => {
    kafka = await startKafka()
    const made = await kafkaTool('4.3.1', 'topics', [
      '--bootstrap-server',
      kafka.bootstrap,
      '--create',
      '--topic',
      'orders',
    ])
    assert.equal(made.code, 0, made.stderr)
  })
  after(() => kafka.stop())

  for (const version of VERSIONS)
    test(`the topics tool of ${version} lists its topics`, async () => {
      const listed = await kafkaTool(version, 'topics', ['--bootstrap-server', kafka.bootstrap, '--list'])
      assert.deepEqual(listed, { code: 0, stdout: 'orders\n', stderr: '' })
    })

  test('a record that the producer of 2.8.2 writes is read by the consumer of 4.3.1', async () => {
    const server = ['--bootstrap-server', kafka.bootstrap, '--topic', 'orders']
    const written = await kafkaTool('2.8.2', 'console-producer', server, { stdin: 'first\n' })
    assert.equal(written.code, 0, written.stderr)
    await using consumer = await spawnKafkaTool('4.3.1', 'console-consumer', [...server, '--from-beginning'])
    assert.deepEqual(await consumer.waitFor(lines => lines.length > 0), ['first'])
  })

  test('a broker that crashed comes back on its port with its data', async () => {
    const [broker] = kafka.brokers
    const { pid, port } = broker!
    await broker!.stop('SIGKILL')
    await broker!.start()
    assert.notEqual(broker!.pid, pid)
    assert.equal(broker!.port, port)
    const { stdout } = await kafkaTool('4.3.1', 'topics', ['--bootstrap-server', kafka.bootstrap, '--list'])
    assert.match(stdout, /^orders$/m)
  })
})

describe('a cluster with sparse broker ids, passwords and an authorizer', () => {
  let kafka: KafkaCluster
  const directory = temporaryDirectory()
  const configOf = (name: string, properties: Record<string, string>) => {
    const path = join(directory, name)
    writeProperties(path, properties)
    return ['--bootstrap-server', kafka.bootstrap, '--command-config', path]
  }
  const topics = (admin: readonly string[], ...args: string[]) => kafkaTool('4.3.1', 'topics', [...admin, ...args])

  before(async () => {
    kafka = await startKafka({
      brokerIds: [100, 200, 300],
      security: 'SASL_PLAINTEXT',
      mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
      users: { admin: 'pass "word" \\ with = signs', bob: 'builder' },
      superUsers: ['admin'],
      authorizer: true,
    })
  })
  after(() => kafka.stop())

  test('each broker can lead a partition, also one that joins later', async () => {
    await kafka.addBroker(400)
    const admin = configOf('admin', kafka.clientProperties())
    await topics(admin, '--create', '--topic', 'spread', '--replica-assignment', '100,200,300,400')
    const { stdout } = await topics(admin, '--describe', '--topic', 'spread')
    assert.deepEqual(
      [...stdout.matchAll(/Leader: (\d+)/g)].map(match => match[1]),
      ['100', '200', '300', '400'],
    )
  })

  for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)
    test(`a user signs in with ${mechanism}, and not with another's password`, async () => {
      const good = kafka.clientProperties('bob', mechanism)
      const bad = { ...good, 'sasl.jaas.config': good['sasl.jaas.config']!.replace('builder', 'wrecker') }
      assert.equal((await topics(configOf(`${mechanism}-good`, good), '--list')).code, 0)
      const refused = await topics(configOf(`${mechanism}-bad`, bad), '--list')
      assert.equal(refused.code, 1)
      assert.match(refused.stdout + refused.stderr, /Authentication failed/)
    })

  test('the authorizer hides a topic from whoever has no right to it', async () => {
    await topics(configOf('admin', kafka.clientProperties('admin')), '--create', '--topic', 'secret')
    const bob = await topics(configOf('bob', kafka.clientProperties('bob')), '--list')
    assert.equal(bob.stdout.trim(), '')
    const admin = await topics(configOf('admin', kafka.clientProperties('admin')), '--list')
    assert.match(admin.stdout, /^secret$/m)
  })
})

test('a cluster that keeps its directory is the same cluster with the same topics after a restart', async () => {
  const dir = temporaryDirectory()
  const first = await startKafka({ dir })
  await kafkaTool('4.3.1', 'topics', ['--bootstrap-server', first.bootstrap, '--create', '--topic', 'kept'])
  await first.stop()
  await using second = await startKafka({ dir })
  assert.equal(second.clusterId, first.clusterId)
  const { stdout } = await kafkaTool('4.3.1', 'topics', ['--bootstrap-server', second.bootstrap, '--list'])
  assert.equal(stdout, 'kept\n')
})

test('a broker that cannot start says why', async () => {
  await assert.rejects(startKafka({ properties: { 'num.io.threads': 'many' } }), /num\.io\.threads/)
})
