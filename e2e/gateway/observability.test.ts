import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { kafkaTool, startKafka } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { type Partner, Platform, until } from './platform.ts'

const RECORDS = 500

let platform: Platform
let partner: Partner

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }) })
  await platform.createTopics('main', ['behind'])
  await platform.startWorker()
  partner = await platform.partner('seen', 'main', { shown: 'behind' })
})

after(() => platform.stop())

type Labels = Readonly<Record<string, string>>
type Sample = { readonly name: string; readonly labels: Labels; readonly value: number }

async function samples(): Promise<Sample[]> {
  const { text } = await platform.call('GET', '/metrics')
  return text.split('\n').flatMap(line => {
    const [, name = '', labels = '', value = ''] = /^(\w+)(?:{(.*)})? (\S+)$/.exec(line) ?? []
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text])
    return name ? [{ name, labels: Object.fromEntries(pairs), value: Number(value) }] : []
  })
}

/** The sum of what has these labels. */
const sum = (all: readonly Sample[], name: string, labels: Labels = {}) =>
  all
    .filter(each => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value))
    .reduce((total, { value }) => total + value, 0)

const client = (user: string, password: string) =>
  new Kafka({
    brokers: partner.bootstrap.split(','),
    clientId: 'counting',
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    sasl: { mechanism: 'plain', username: user, password },
  })

const seen = { virtual_cluster: 'seen', physical_cluster: 'main' }

test('what the metrics count is what the clients did', async () => {
  const producer = client('admin', partner.passwords.admin ?? '').producer()
  await producer.connect()
  const value = 'x'.repeat(1_000)
  for (let i = 0; i < RECORDS; i++) await producer.send({ topic: 'shown', messages: [{ value }] })
  const connected = await samples()
  strictEqual(sum(connected, 'tidegate_connections', seen) > 0, true)
  await producer.disconnect()
  const all = await samples()
  const produce = { ...seen, api: 'Produce' }
  strictEqual(sum(all, 'tidegate_request_duration_seconds_count', produce), RECORDS)
  const bytes = sum(all, 'tidegate_request_bytes_total', produce) / RECORDS
  ok(bytes > 1_000 && bytes < 1_300, `${bytes} bytes in a request`)
  ok(sum(all, 'tidegate_response_bytes_total', produce) / RECORDS < 200)
  strictEqual(sum(all, 'tidegate_response_errors_total', produce), 0)
  strictEqual(sum(all, 'tidegate_generation') > 0, true)
  deepStrictEqual(
    ['requests', 'responses'].map(direction => sum(all, 'tidegate_buffered_bytes', { direction })),
    [0, 0],
  )
  strictEqual(sum(all, 'tidegate_physical_cluster_reachable', { physical_cluster: 'main' }), 1)
  await until(async () => sum(await samples(), 'tidegate_connections', seen) === 0)
})

test('an error that a client is told is counted by its code', async () => {
  const producer = client('user1', partner.passwords.user1 ?? '').producer()
  await producer.connect()
  const refused = await producer.send({ topic: 'shown', messages: [{ value: 'x' }] }).catch(error => error)
  match(String(refused), /[Aa]uthoriz/)
  await producer.disconnect()
  const denied = { ...seen, api: 'Metadata', error: 'TOPIC_AUTHORIZATION_FAILED' }
  strictEqual(sum(await samples(), 'tidegate_response_errors_total', denied) > 0, true)
})

test('who is connected, and who was refused and why, is on record within seconds', async () => {
  const config = platform.clientConfig('admin', partner.passwords.admin ?? '')
  await kafkaTool('4.3.1', 'topics', ['--bootstrap-server', partner.bootstrap, '--command-config', config, '--list'])
  const wrong = client('nobody', 'wrong').admin()
  await wrong.connect().catch(() => undefined)
  const user1 = client('user1', 'wrong').admin()
  await user1.connect().catch(() => undefined)
  const kept = client('admin', partner.passwords.admin ?? '').admin()
  await kept.connect()
  let record: any
  await until(async () => {
    record = await platform.done('GET', '/tidegate/v1/connection?vcluster=seen')
    return record.clients.length > 0 && record.refusals.length > 1
  })
  const [{ user, virtualCluster, physicalCluster, host, connections }] = record.clients
  deepStrictEqual([user, virtualCluster, physicalCluster, host, connections], ['admin', 'seen', 'main', '127.0.0.1', 1])
  const [known, refusal] = record.refusals
  deepStrictEqual([refusal.user, refusal.refusal, refusal.host], ['nobody', 'credentials', '127.0.0.1'])
  deepStrictEqual([known.user, known.virtualCluster, refusal.virtualCluster], ['user1', 'seen', undefined])
  match(refusal.reason, /token is refused/)
  await kept.disconnect()
  strictEqual(
    sum(await samples(), 'tidegate_handshake_failures_total', { physical_cluster: 'main', cause: 'credentials' }) > 0,
    true,
  )
})

test('what clients did in the last minutes is told by virtual cluster, with the errors and the failed handshakes', async () => {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  let traffic: any
  await until(async () => {
    traffic = await platform.done('GET', '/tidegate/v1/traffic')
    return traffic.refusals.length > 0
  })
  const [flow] = traffic.virtualClusters
  strictEqual(flow.virtualCluster, 'seen')
  ok(total(flow.requests) > RECORDS, `${total(flow.requests)} requests`)
  ok(total(flow.requestBytes) > RECORDS * 1_000)
  ok(total(flow.responseBytes) > 0)
  strictEqual(flow.requests.length, traffic.samples.length)
  ok(traffic.errors.some((each: any) => each.error === 'TOPIC_AUTHORIZATION_FAILED' && each.count > 0))
  ok(traffic.refusals.some((each: any) => each.refusal === 'credentials' && each.count > 0))
  strictEqual((await platform.call('GET', '/tidegate/v1/traffic?gateway=another')).status, 404)
})

test('when and how an account used each of its tokens is known while it is connected, and stays known', async () => {
  const { id, token } = await platform.token('seen', 'admin')
  const usage = async () =>
    (await platform.done('GET', '/tidegate/v1/usage?vcluster=seen')).find(
      (each: { token: string }) => each.token === id,
    )
  const { connections, ...unused } = await usage()
  deepStrictEqual([connections, unused.firstSeenAt], [0, undefined])
  const admin = client('admin', token).admin()
  await admin.connect()
  await until(async () => (await usage()).connections === 1)
  await admin.disconnect()
  await until(async () => (await usage()).connections === 0)
  const { username, host, gateway, firstSeenAt, lastSeenAt } = await usage()
  deepStrictEqual([username, host, gateway], ['admin', '127.0.0.1', 'worker-1'])
  ok(firstSeenAt <= lastSeenAt && Date.parse(lastSeenAt) <= Date.now())
})

test('the dashboard asks for nothing that the gateway does not tell', async () => {
  const dashboard = readFileSync(new URL('../../docs/grafana-dashboard.json', import.meta.url), 'utf8')
  const told = new Set((await samples()).map(({ name }) => name))
  const { panels } = JSON.parse(dashboard) as { panels: { targets?: { expr: string }[] }[] }
  const asked = panels.flatMap(({ targets = [] }) =>
    targets.flatMap(({ expr }) => expr.match(/\b(?:tidegate|process)_\w+/g)),
  )
  ok(asked.length > 10)
  // Counters with labels are told from their first event on.
  const later = new Set(['tidegate_limits_reached_total'])
  deepStrictEqual(
    asked.filter(name => name && !told.has(name) && !later.has(name)),
    [],
  )
})
