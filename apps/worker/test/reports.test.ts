import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkerReport } from '@tidegate/store'
import { Reports } from '../src/reports.ts'

const client = { virtualCluster: 'acme', user: 'app', host: '10.0.0.1', connections: 1, since: 'before', seen: '1' }
const report = { name: 'gateway-1', generation: 4, clients: [client] } as unknown as WorkerReport
const seenAgain = { ...report, clients: [{ ...client, seen: '2' }] } as unknown as WorkerReport

function start() {
  const said: string[] = []
  const clock = { now: 1_000_000 }
  const database = { isKnown: true }
  const store = {
    reportWorker: async ({ generation, clients: [first] }: WorkerReport) =>
      void said.push(`generation ${generation}, seen ${first?.seen}`),
    workerLives: async () => {
      if (database.isKnown) said.push('lives')
      return database.isKnown
    },
  }
  return { reports: new Reports(store, () => clock.now), said, clock, database }
}

test('what is new of a gateway is told at once, and else that it lives', async () => {
  const { reports, said } = start()
  await reports.send(report)
  await reports.send(report)
  await reports.send({ ...report, generation: 5 })
  deepStrictEqual(said, ['generation 4, seen 1', 'lives', 'generation 5, seen 1'])
})

test('that a client was seen again is told within ten seconds', async () => {
  const { reports, said, clock } = start()
  await reports.send(report)
  clock.now += 9_999
  await reports.send(seenAgain)
  clock.now += 1
  await reports.send(seenAgain)
  deepStrictEqual(said, ['generation 4, seen 1', 'lives', 'generation 4, seen 2'])
})

test('a report that the database does not have any more is told again', async () => {
  const { reports, said, database } = start()
  await reports.send(report)
  database.isKnown = false
  await reports.send(report)
  deepStrictEqual(said, ['generation 4, seen 1', 'generation 4, seen 1'])
})
