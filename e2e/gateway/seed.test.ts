import { match, strictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { execute, kafkaBin, kafkaTool, spawnKafkaTool, startKafka, writeProperties } from '@tidegate/testkit'
import { Platform } from './platform.ts'

/** The multi-cluster guide, as it is written: the documents it deploys are in `guide.yaml`. */
const guide = readFileSync(fileURLToPath(new URL('./guide.yaml', import.meta.url)), 'utf8')
  .split(/^---$/m)
  .filter(text => text.trim() !== '')

let platform: Platform
const PORT = 6972

before(async () => {
  platform = await Platform.start({
    main: startKafka({ name: 'main', brokerIds: [1, 2, 3] }),
    clusterA: startKafka({ name: 'clusterA' }),
    clusterB: startKafka({ name: 'clusterB' }),
  })
  await platform.createTopics('clusterA', ['internal-topic-name1', 'internal-topic-name2', 'internal-audit'])
  await platform.startWorker()
})

after(() => platform.stop())

test('the guide’s documents, commands and answers work as written', async () => {
  const paths: Readonly<Record<string, string>> = {
    VirtualCluster: 'virtual-cluster',
    AliasTopic: 'alias-topic',
    GatewayServiceAccount: 'service-account',
  }
  for (const document of guide) {
    const kind = /kind: (\w+)/.exec(document)?.[1] ?? ''
    if (kind === 'AliasTopic' && document.includes('topic1')) await withoutAddress()
    const response = await fetch(`${platform.worker.admin}/gateway/v2/${paths[kind]}`, {
      method: 'PUT',
      headers: { authorization: `Basic ${btoa('admin:conduktor')}`, 'content-type': 'application/yaml' },
      body: document,
    })
    strictEqual(response.status, 200, await response.text())
  }
  const port = platform.worker.portStart + PORT - 6969
  const curl = await execute('curl', [
    '--silent',
    '--user',
    'admin:conduktor',
    `${platform.worker.admin}/gateway/v2/virtual-cluster/mypartner`,
  ])
  const { kind, apiVersion, metadata, spec } = JSON.parse(curl.stdout)
  strictEqual(
    `${kind} ${apiVersion} ${metadata.name} ${spec.type} ${spec.aclEnabled} ${spec.superUsers}`,
    'VirtualCluster gateway/v2 mypartner Partner true admin',
  )
  strictEqual(spec.bootstrapServers, `localhost:${port}`)
  strictEqual(spec.clientProperties['security.protocol'], 'SASL_PLAINTEXT')
  strictEqual(spec.clientProperties['sasl.mechanism'], 'PLAIN')
  match(
    spec.clientProperties['sasl.jaas.config'],
    /PlainLoginModule required username=\{\{username\}\} password=\{\{password\}\};/,
  )

  const properties = async (user: string) => {
    const { token } = await platform.token('mypartner', user)
    const fill = (text: string) => text.replace('{{username}}', user).replace('{{password}}', token)
    const path = join(platform.directory, user === 'admin' ? 'local-acl-admin.properties' : `${user}.properties`)
    writeProperties(
      path,
      Object.fromEntries(Object.entries<string>(spec.clientProperties).map(([name, value]) => [name, fill(value)])),
    )
    return path
  }
  await properties('admin')
  const user1 = await properties('user1')
  const bin = join(platform.directory, 'bin')
  await kafkaBin(bin)
  const command = `kafka-acls --bootstrap-server localhost:${port} \\
  --command-config local-acl-admin.properties \\
  --add \\
  --allow-principal User:user1 \\
  --consumer \\
  --topic topic1 \\
  --group partner-app`
  const acls = await execute('sh', ['-c', command], {
    cwd: platform.directory,
    env: { PATH: `${bin}:${process.env.PATH}` },
  })
  match(acls.stdout, /Adding ACLs for resource `ResourcePattern\(resourceType=TOPIC, name=topic1/, acls.stderr)

  const server = ['--bootstrap-server', `localhost:${port}`, '--command-config']
  const list = await kafkaTool('4.3.1', 'topics', [...server, user1, '--list'])
  strictEqual(list.stdout.trim(), 'topic1')
  const physical = ['--bootstrap-server', platform.clusters.clusterA?.bootstrap ?? '']
  await kafkaTool('4.3.1', 'console-producer', [...physical, '--topic', 'internal-topic-name1'], { stdin: 'shared\n' })
  const consumer = await spawnKafkaTool('4.3.1', 'console-consumer', [
    ...server,
    user1,
    '--topic',
    'topic1',
    '--group',
    'partner-app',
    '--from-beginning',
  ])
  await consumer.waitFor(lines => lines.includes('shared'))
  await consumer.stop()
  const other = await kafkaTool('4.3.1', 'console-consumer', [
    ...server,
    user1,
    '--topic',
    'topic1',
    '--group',
    'another-app',
    '--timeout-ms',
    '30000',
  ])
  match(other.stderr, /GroupAuthorizationException/)
})

async function withoutAddress(): Promise<void> {
  const { spec } = await platform.done('GET', '/gateway/v2/virtual-cluster/mypartner')
  strictEqual('bootstrapServers' in spec || 'clientProperties' in spec, false)
}
