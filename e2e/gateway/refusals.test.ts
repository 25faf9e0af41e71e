import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { execute, freePort, freePorts, kafkaTool, startKafka, startService } from '@tidegate/testkit'
import { type Partner, Platform } from './platform.ts'

let platform: Platform
let first: Partner
let second: Partner

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }), clusterA: startKafka({ name: 'clusterA' }) })
  await platform.createTopics('clusterA', ['internal-one', 'internal-two'])
  await platform.createTopics('main', ['internal-main'])
  await platform.startWorker()
  first = await platform.partner('first', 'clusterA', { one: 'internal-one' }, ['user1', 'user2'])
  second = await platform.partner('second', 'clusterA', { two: 'internal-two' })
  await platform.allow('first', 'user1', 'READ', 'TOPIC', 'one')
})

after(() => platform.stop())

const list = (bootstrap: string, username: string, password: string) =>
  kafkaTool('4.3.1', 'topics', [
    '--bootstrap-server',
    bootstrap,
    '--command-config',
    platform.clientConfig(username, password),
    '--list',
  ])

const refused = async (bootstrap: string, username: string, password: string) => {
  const { stderr, stdout } = await list(bootstrap, username, password)
  match(stdout + stderr, /SaslAuthenticationException|Authentication failed/)
}

const password = (partner: Partner, user: string) => partner.passwords[user] ?? ''

test('a wrong password, another user’s token and another cluster’s address are refused in the same words', async () => {
  await refused(first.bootstrap, 'user1', 'wrong')
  await refused(first.bootstrap, 'user1', password(first, 'user2'))
  await refused(first.bootstrap, 'user1', password(second, 'admin'))
  await refused(platform.worker.at(0), 'user1', password(first, 'user1'))
})

test('a token that was signed elsewhere is refused', async () => {
  const [header, payload] = password(first, 'user1').split('.')
  await refused(first.bootstrap, 'user1', `${header}.${payload}.${'A'.repeat(43)}`)
  await refused(first.bootstrap, 'user1', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`)
})

test('an expired token is refused', async () => {
  const { token } = await platform.token('first', 'user1', 1)
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  while (Date.now() < exp * 1000) await new Promise(resolve => setTimeout(resolve, exp * 1000 - Date.now()))
  await refused(first.bootstrap, 'user1', token)
})

test('a revoked token is refused and not listed, while another token of the same user goes on', async () => {
  const { token, id } = await platform.token('first', 'user1')
  const other = await platform.token('first', 'user1')
  strictEqual((await platform.call('DELETE', `/gateway/v2/token/${id}`)).status, 204)
  await refused(first.bootstrap, 'user1', token)
  match((await list(first.bootstrap, 'user1', other.token)).stdout, /^one$/m)
  deepStrictEqual(
    (await platform.done('GET', '/gateway/v2/token?vcluster=first&username=user1'))
      .map((each: { id: string }) => each.id)
      .includes(id),
    false,
  )
})

test('a topic that is not shared, and one without the right to write, are refused to a producer', async () => {
  const produce = (topic: string) =>
    kafkaTool(
      '4.3.1',
      'console-producer',
      [
        '--bootstrap-server',
        first.bootstrap,
        '--command-config',
        platform.clientConfig('user1', password(first, 'user1')),
        '--topic',
        topic,
        '--command-property',
        'max.block.ms=30000',
        '--command-property',
        'enable.idempotence=false',
      ],
      { stdin: 'x\n' },
    )
  match(
    (await produce('one')).stderr,
    /TopicAuthorizationException: Not authorized to access topics: \[one\]|Topic authorization failed/,
  )
  match((await produce('two')).stderr, /TopicAuthorizationException/)
  match((await produce('internal-one')).stderr, /TopicAuthorizationException/)
})

test('an alias to a missing topic or an unknown cluster, and a second physical cluster in one partner, say what is wrong', async () => {
  const alias = (name: string, spec: object) =>
    platform.call('PUT', '/gateway/v2/alias-topic', {
      kind: 'AliasTopic',
      apiVersion: 'gateway/v2',
      metadata: { name, vCluster: 'first' },
      spec,
    })
  const missing = await alias('x', { physicalName: 'no-such-topic', physicalCluster: 'clusterA' })
  strictEqual(missing.status, 400)
  match(missing.body.msg, /no-such-topic does not exist on cluster clusterA/)
  const cluster = await alias('x', { physicalName: 'internal-one', physicalCluster: 'nowhere' })
  strictEqual(cluster.status >= 400 && cluster.status < 500, true)
  match(cluster.body.msg, /nowhere/)
  const mixed = await alias('x', { physicalName: 'internal-main', physicalCluster: 'main' })
  strictEqual(mixed.status, 409)
  match(mixed.body.msg, /clusterA/)
})

test('malformed JSON and YAML are answered with where they are wrong', async () => {
  const json = await platform.call('PUT', '/gateway/v2/virtual-cluster', '{"kind": "VirtualCluster",')
  strictEqual(json.status, 400)
  match(json.text, /^Invalid value for: body/)
  const response = await fetch(`${platform.worker.admin}/gateway/v2/virtual-cluster`, {
    method: 'PUT',
    headers: { authorization: `Basic ${btoa('admin:conduktor')}`, 'content-type': 'application/yaml' },
    body: 'kind: VirtualCluster\n  metadata: [',
  })
  strictEqual(response.status, 400)
  match(await response.text(), /^Invalid value for: body .*line \d+, column \d+/)
})

test('an upstream that cannot be reached does not keep the others from being served, and is told as such', async () => {
  const dead = await freePort()
  const properties = { 'bootstrap.servers': `127.0.0.1:${dead}`, 'security.protocol': 'PLAINTEXT' }
  await platform.done('PUT', '/tidegate/v1/physical-cluster', {
    kind: 'PhysicalCluster',
    apiVersion: 'tidegate/v1',
    metadata: { name: 'dead' },
    spec: { role: 'upstream', properties },
  })
  const vCluster = 'onto-dead'
  await platform.done('PUT', '/gateway/v2/virtual-cluster', {
    kind: 'VirtualCluster',
    apiVersion: 'gateway/v2',
    metadata: { name: vCluster },
    spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'] },
  })
  const answer = await platform.call('PUT', '/gateway/v2/alias-topic', {
    kind: 'AliasTopic',
    apiVersion: 'gateway/v2',
    metadata: { name: 'x', vCluster },
    spec: { physicalName: 'y', physicalCluster: 'dead' },
  })
  strictEqual(answer.status, 503)
  match((await list(first.bootstrap, 'user1', password(first, 'user1'))).stdout, /^one$/m)
})

test('a port in use is said at the start and keeps the gateway from being ready', async () => {
  const portStart = await freePorts(4)
  const taken = createServer()
  await new Promise<void>(resolve => taken.listen(portStart, '127.0.0.1', resolve))
  const http = await freePort()
  const worker = startUnready(portStart, http)
  const answer = await unready(http)
  match(answer, new RegExp(`Port ${portStart} on 127.0.0.1 is in use: .*GATEWAY_PORT_START`))
  taken.close()
  await (await worker).stop()
})

async function startUnready(portStart: number, http: number) {
  const main = fileURLToPath(new URL('../../apps/worker/src/main.ts', import.meta.url))
  return startService(process.execPath, [main], {
    log: join(platform.directory, 'unready.log'),
    env: platform.environment({ portStart, http }),
  })
}

async function unready(http: number): Promise<string> {
  for (let text = ''; ; await new Promise(resolve => setTimeout(resolve, 50))) {
    const response = await fetch(`http://127.0.0.1:${http}/health/ready`).catch(() => undefined)
    text = (await response?.text()) ?? ''
    if (text.includes('Port')) return text
  }
}

test('a wrong environment ends the start with a line for each variable', async () => {
  const main = fileURLToPath(new URL('../../apps/worker/src/main.ts', import.meta.url))
  const env = {
    ...platform.environment({ portStart: 1, http: 2 }),
    GATEWAY_USER_POOL_SECRET_KEY: 'short',
    GATEWAY_SECURITY_PROTOCOL: 'PLAINTEXT',
    GATEWAY_ADMIN_API_USERS: '',
  }
  const { code, stderr } = await execute(process.execPath, [main], { env })
  strictEqual(code, 1)
  for (const name of ['GATEWAY_USER_POOL_SECRET_KEY', 'GATEWAY_SECURITY_PROTOCOL', 'GATEWAY_ADMIN_API_USERS'])
    match(stderr, new RegExp(`^${name} `, 'm'))
})

const frames: Readonly<Record<string, Buffer>> = {
  'a frame over the limit': Buffer.from([0x7f, 0xff, 0xff, 0xff]),
  'a truncated frame': Buffer.from([0, 0, 0, 100, 0, 18, 0, 0]),
  garbage: Buffer.from('GET /metrics HTTP/1.1\r\nhost: gateway\r\n\r\n'),
  'a Produce before authentication': Buffer.from([0, 0, 0, 12, 0, 0, 0, 9, 0, 0, 0, 1, 0xff, 0xff, 0, 0]),
}

for (const [what, bytes] of Object.entries(frames))
  test(`${what} is answered with nothing but the end of the connection`, async () => {
    const [host = '', port = ''] = first.bootstrap.split(':')
    const received = await new Promise<number>(resolve => {
      let count = 0
      const socket = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host, () => socket.end(bytes))
      socket.on('data', chunk => {
        count += chunk.length
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(count))
    })
    strictEqual(received, 0)
  })

test('no token and no password stands in the log of the gateway', async () => {
  const log = readFileSync(join(platform.directory, 'worker-1.log'), 'utf8')
  for (const secret of [...Object.values(first.passwords), 'conduktor', platform.secretKey])
    strictEqual(log.includes(secret), false)
})
