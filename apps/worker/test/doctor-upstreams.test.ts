import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { freePort, type KafkaCluster, kafkaTool, startKafka } from '@tidegate/testkit'
import { createView, noAcls, nothingShown, withAlias } from '@tidegate/vcluster'
import type { Facts } from '../src/doctor/facts.ts'
import { checkUpstreams } from '../src/doctor/upstreams.ts'

const view = (aliases: Readonly<Record<string, string>>) =>
  createView({
    name: 'acme',
    uid: 'u',
    physicalCluster: 'main',
    superUsers: [],
    shown: Object.entries(aliases).reduce((all, [name, physical]) => withAlias(all, { name, physical }), nothingShown),
    acls: noAcls,
    aclsByKafkaApi: true,
  })

const facts = (bootstrap: string, aliases: Readonly<Record<string, string>> = {}): Facts => ({
  environment: {} as Facts['environment'],
  clusters: [{ name: 'main', properties: { 'bootstrap.servers': bootstrap }, managedBy: 'environment' }],
  views: Object.keys(aliases).length > 0 ? [view(aliases)] : [],
  slots: [],
})

const bootstrapOf = ({ brokers: [first] }: KafkaCluster) => `${first?.host}:${first?.port}`
const topics = (cluster: KafkaCluster, ...args: string[]) =>
  kafkaTool('4.3.1', 'topics', ['--bootstrap-server', bootstrapOf(cluster), ...args])

test('a broker is looked at where the cluster says that it is, which may be nowhere', async () => {
  const port = await freePort()
  await using cluster = await startKafka({
    ports: [port],
    properties: { 'advertised.listeners': `PLAINTEXT://no-such-host.invalid:${port}` },
  })
  const results = await checkUpstreams(facts(bootstrapOf(cluster)))
  strictEqual(results.find(({ check }) => check === 'Bootstrap server')?.status, 'ok')
  const broker = results.find(({ check }) => check === 'Broker 1')
  match(broker?.message ?? '', /no-such-host\.invalid cannot be resolved/)
  match(broker?.todo ?? '', /advertised\.listeners/)
})

test('a broker of several that hangs is named, the rights are asked of the others, and nothing comes to be', async () => {
  await using cluster = await startKafka({ brokerIds: [1, 2] })
  await topics(cluster, '--create', '--topic', 'behind', '--replica-assignment', '1')
  const all = facts(bootstrapOf(cluster), { shown: 'behind', lost: 'nowhere' })
  process.kill(cluster.brokers[1]!.pid, 'SIGSTOP')
  const results = await checkUpstreams(all)
  process.kill(cluster.brokers[1]!.pid, 'SIGCONT')
  deepStrictEqual(
    results.flatMap(({ check, about, status, message }) => (status === 'ok' ? [] : [[check, about, status, message]])),
    [
      [
        'Broker 2',
        `main 127.0.0.1:${cluster.brokers[1]?.port}`,
        'failed',
        `127.0.0.1:${cluster.brokers[1]?.port} accepts connections and does not answer requests`,
      ],
      ['Topic', 'main nowhere', 'failed', 'it does not exist'],
    ],
  )
  strictEqual((await topics(cluster, '--list')).stdout.trim(), 'behind')
})
