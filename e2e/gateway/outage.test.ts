import { match, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kafkaTool, startKafka } from '@tidegate/testkit'
import { type Partner, Platform, until, type Worker } from './platform.ts'

let platform: Platform
let partner: Partner
let back = 0

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }) })
  await platform.createTopics('main', ['behind'])
  await platform.startWorker()
  partner = await platform.partner('steady', 'main', { shown: 'behind' })
})

after(() => platform.stop())

const list = (user = 'admin') => {
  const config = platform.clientConfig(user, partner.passwords[user] ?? '')
  return kafkaTool('4.3.1', 'topics', ['--bootstrap-server', partner.bootstrap, '--command-config', config, '--list'])
}

const health = async ({ admin }: Worker) => {
  const response = await fetch(`${admin}/health/ready`)
  return { status: response.status, text: await response.text() }
}

test('with the database away clients sign in and work, and the HTTP API refuses to write with a clear 503', async () => {
  await platform.postgres.pause()
  match((await list()).stdout, /^shown$/m)
  const virtualCluster = {
    kind: 'VirtualCluster',
    apiVersion: 'gateway/v2',
    metadata: { name: 'late' },
    spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'] },
  }
  const answer = await platform.call('PUT', '/gateway/v2/virtual-cluster', virtualCluster)
  strictEqual(answer.status, 503)
  match(answer.body.msg, /database cannot be reached/)
})

test('a gateway that restarts meanwhile comes up from its snapshot and says so', async () => {
  const before = platform.workers.pop() as Worker
  await before.process.stop()
  const again = await platform.startWorker({ name: 'worker-again', portStart: before.portStart })
  match((await list()).stdout, /^shown$/m)
  const { status, text } = await health(again)
  strictEqual(status, 200)
  match(text, /^READY\n.*database cannot be reached.*running generation \d+ from the snapshot on disk/)
})

test('a gateway without a snapshot is live, not ready, and opens no port; with the database back all converge and nothing is lost', async () => {
  const fresh = platform.startWorker({ name: 'fresh' })
  await until(
    async () =>
      platform.workers.length === 2 &&
      (await fetch(`${platform.workers[1]?.admin}/health/live`).catch(() => undefined))?.status === 200,
  )
  const [again, newcomer] = platform.workers as [Worker, Worker]
  const { status, text } = await health(newcomer)
  strictEqual(status, 503)
  match(text, /no snapshot to start from/)
  back = Date.now()
  await platform.postgres.start()
  await fresh
  await until(async () => (await health(again)).text === 'READY')
  await platform.allow('steady', 'user1', 'READ', 'TOPIC', 'shown')
  match((await list('user1')).stdout, /^shown$/m)
  const gateways = await platform.done('GET', '/tidegate/v1/gateway')
  strictEqual(
    gateways.filter((each: { stale: boolean; lagging: boolean }) => !each.stale && !each.lagging).length >= 2,
    true,
  )
})

test('what clients did while the database was away is known afterwards', async () => {
  const usage = await platform.done('GET', '/tidegate/v1/usage?vcluster=steady')
  const admin = usage.find(({ username }: { username: string }) => username === 'admin')
  strictEqual(Date.parse(admin.lastSeenAt) < back, true)
  match(admin.software, /^apache-kafka-java /)
})
