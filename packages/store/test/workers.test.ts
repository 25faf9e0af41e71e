import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkerReport } from '../src/index.ts'
import { fresh } from './fixture.ts'

const report: WorkerReport = {
  name: 'gateway-1',
  version: '1.0.0',
  pid: 7,
  startedAt: new Date('2030-01-01T00:00:00.123Z'),
  generation: 4,
  adminUrl: 'http://localhost:8888',
  clusters: [{ name: 'main', reachable: true, brokers: [{ id: 1, address: 'localhost:6969', live: true }] }],
  addresses: { acme: 'localhost:6969' },
  errors: [
    { kind: 'AliasTopic', vCluster: 'acme', name: 'orders', message: 'its topic does not exist' },
    { kind: 'PhysicalCluster', name: 'spare', message: 'it cannot be reached' },
  ],
  clients: [
    {
      virtualCluster: 'acme',
      physicalCluster: 'main',
      user: 'orders',
      host: '10.0.0.7',
      software: 'librdkafka 2.16.0',
      connections: 3,
      since: '2030-01-01T00:00:00.123Z',
      seen: '2030-01-01T00:00:00.456Z',
    },
  ],
  refusals: [
    { at: '2030-01-01T00:00:00.123Z', refusal: 'credentials', reason: 'the token is expired', host: '10.0.0.8' },
  ],
}

test('the last report of each worker is kept, with when it came', async () => {
  const clock = { now: new Date('2030-01-01T00:00:01Z') }
  const { store } = await fresh(() => clock.now)
  await store.reportWorker(report)
  await store.reportWorker({ ...report, name: 'gateway-2' })
  assert.deepEqual(await store.workers(), [
    { ...report, seenAt: clock.now },
    { ...report, name: 'gateway-2', seenAt: clock.now },
  ])
  const first = clock.now
  clock.now = new Date('2030-01-01T00:00:06Z')
  const better = { ...report, generation: 5, errors: report.errors.slice(1) }
  await store.reportWorker(better)
  assert.deepEqual(await store.workers(), [
    { ...better, seenAt: clock.now },
    { ...report, name: 'gateway-2', seenAt: first },
  ])
})

test('a report is no change of the configuration', async () => {
  const { store } = await fresh()
  await store.reportWorker(report)
  assert.equal(await store.generation(), 0)
})

test('a worker that ends on purpose is not missed, and one not heard of for a day is forgotten', async () => {
  const clock = { now: new Date('2030-01-01T00:00:00Z') }
  const { store } = await fresh(() => clock.now)
  await store.reportWorker({ ...report, name: 'ended' })
  await store.reportWorker({ ...report, name: 'lost' })
  await store.removeWorker('ended')
  assert.deepEqual(
    (await store.workers()).map(({ name }) => name),
    ['lost'],
  )
  clock.now = new Date('2030-01-02T00:00:01Z')
  await store.reportWorker(report)
  assert.deepEqual(
    (await store.workers()).map(({ name }) => name),
    ['gateway-1'],
  )
})
