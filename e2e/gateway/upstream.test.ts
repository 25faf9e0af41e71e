import { match, strictEqual } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type KafkaCluster, kafkaTool, kcat, run, startKafka, writeProperties } from '@tidegate/testkit'
import { Platform, until } from './platform.ts'

const users = { admin: 'admin-secret', gateway: 'gate "way" secret' }
const jaas = (module: string) =>
  `org.apache.kafka.common.security.${module}LoginModule required username="gateway" password="gate \\"way\\" secret";`
const certificates = mkdtempSync(join(tmpdir(), 'tidegate-certificates-'))
const store = join(certificates, 'broker.p12')
const ca = join(certificates, 'ca.pem')

/** How the gateway reaches each cluster, by the variables of the multi-cluster guide. */
const secured: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  MAIN: { SECURITY_PROTOCOL: 'SASL_PLAINTEXT', SASL_MECHANISM: 'PLAIN', SASL_JAAS_CONFIG: jaas('plain.Plain') },
  SCRAM: {
    SECURITY_PROTOCOL: 'SASL_SSL',
    SASL_MECHANISM: 'SCRAM-SHA-512',
    SASL_JAAS_CONFIG: jaas('scram.Scram'),
    SSL_TRUSTSTORE_TYPE: 'PEM',
    SSL_TRUSTSTORE_LOCATION: ca,
  },
  TLS: { SECURITY_PROTOCOL: 'SSL', SSL_TRUSTSTORE_TYPE: 'PEM', SSL_TRUSTSTORE_LOCATION: ca },
}

/** The listener that clients use speaks TLS; the one between brokers stays as it is. */
const tls = (protocol: 'SSL' | 'SASL_SSL') => ({
  'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,SASL_PLAINTEXT:${protocol}`,
  'ssl.keystore.location': store,
  'ssl.keystore.password': 'changeit',
  'ssl.keystore.type': 'PKCS12',
})

let platform: Platform

before(async () => {
  const names = ['-alias', 'broker', '-keystore', store, '-storepass', 'changeit']
  const identity = [
    '-dname',
    'CN=localhost',
    '-ext',
    'san=dns:localhost,ip:127.0.0.1',
    '-keyalg',
    'EC',
    '-validity',
    '30',
  ]
  await run('keytool', ['-genkeypair', '-storetype', 'PKCS12', ...names, ...identity])
  await run('keytool', ['-exportcert', '-rfc', ...names, '-file', ca])
  const sasl = { security: 'SASL_PLAINTEXT', users } as const
  platform = await Platform.start({
    main: startKafka({ name: 'main', ...sasl, authorizer: true, superUsers: ['gateway'] }),
    scram: startKafka({ name: 'scram', ...sasl, mechanisms: ['SCRAM-SHA-512'], properties: tls('SASL_SSL') }),
    tls: startKafka({ name: 'tls', ...sasl, properties: tls('SSL') }),
  })
  const variables = Object.entries(secured).flatMap(([id, settings]) => [
    [`KAFKA_${id}_BOOTSTRAP_SERVERS`, platform.clusters[id.toLowerCase()]?.bootstrap ?? ''],
    ...Object.entries(settings).map(([name, value]) => [`KAFKA_${id}_${name}`, value]),
  ])
  await Promise.all(Object.keys(secured).map(createTopic))
  await platform.startWorker({ env: { GATEWAY_BACKEND_KAFKA_SELECTOR: undefined, ...Object.fromEntries(variables) } })
})

after(async () => {
  await platform.stop()
  rmSync(certificates, { recursive: true, force: true })
})

async function createTopic(id: string): Promise<void> {
  const { bootstrap } = platform.clusters[id.toLowerCase()] as KafkaCluster
  const settings = Object.entries(secured[id] ?? {}).map(([name, value]) => [
    name.toLowerCase().replaceAll('_', '.'),
    value,
  ])
  const config = join(platform.directory, `${id}.properties`)
  writeProperties(config, Object.fromEntries(settings))
  const args = ['--bootstrap-server', bootstrap, '--command-config', config, '--create', '--topic', 'behind']
  const { code, stdout, stderr } = await kafkaTool('4.3.1', 'topics', args)
  strictEqual(code, 0, stdout + stderr)
}

for (const [id, settings] of Object.entries(secured))
  test(`a cluster behind ${settings.SECURITY_PROTOCOL} ${settings.SASL_MECHANISM ?? ''} serves a partner’s producer and consumer`, async () => {
    const cluster = id === 'MAIN' ? 'main' : id
    const { bootstrap, passwords } = await platform.partner(`on-${id}`, cluster, { shown: 'behind' })
    const sasl = [
      '-b',
      bootstrap,
      '-X',
      'security.protocol=SASL_PLAINTEXT',
      '-X',
      'sasl.mechanisms=PLAIN',
      '-X',
      'sasl.username=admin',
      '-X',
      `sasl.password=${passwords.admin}`,
    ]
    strictEqual((await kcat([...sasl, '-P', '-t', 'shown'], { stdin: `through ${id}\n` })).code, 0)
    match((await kcat([...sasl, '-C', '-t', 'shown', '-e', '-q'])).stdout, new RegExp(`^through ${id}$`, 'm'))
  })

test('a cluster from the environment is marked so, shows no secret, and cannot be edited or removed elsewhere', async () => {
  const cluster = await platform.done('GET', '/tidegate/v1/physical-cluster/main')
  strictEqual(JSON.stringify(cluster).includes('secret'), false)
  strictEqual(cluster.spec.managedBy, 'environment')
  const edited = {
    kind: 'PhysicalCluster',
    apiVersion: 'tidegate/v1',
    metadata: { name: 'main' },
    spec: { role: 'main', properties: { 'bootstrap.servers': 'elsewhere:9092' } },
  }
  const put = await platform.call('PUT', '/tidegate/v1/physical-cluster', edited)
  strictEqual(put.status, 409)
  match(put.body.msg, /environment/)
  strictEqual((await platform.call('DELETE', '/tidegate/v1/physical-cluster/TLS')).status, 409)
})

test('credentials that a cluster refuses are reported without them, and the other clusters go on', async () => {
  const properties = {
    'bootstrap.servers': platform.clusters.main?.bootstrap,
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config': jaas('plain.Plain').replace('gate \\"way\\" secret', 'not-the-password'),
  }
  const spec = { role: 'upstream', properties }
  await platform.done('PUT', '/tidegate/v1/physical-cluster', {
    kind: 'PhysicalCluster',
    apiVersion: 'tidegate/v1',
    metadata: { name: 'refusing' },
    spec,
  })
  const report = async () => (await platform.call('GET', '/tidegate/v1/gateway')).text
  await until(async () => (await report()).includes('refused the gateway’s credentials'))
  strictEqual((await report()).includes('not-the-password'), false)
  strictEqual(readFileSync(join(platform.directory, 'worker-1.log'), 'utf8').includes('not-the-password'), false)
  strictEqual((await platform.call('GET', '/health/ready')).status, 200)
})
