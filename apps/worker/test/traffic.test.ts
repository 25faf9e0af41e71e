import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Calls } from '../src/loop/calls.ts'
import { sumOfAll, type Tallied, Tally } from '../src/loop/tally.ts'
import { Traffic } from '../src/traffic.ts'

/** One event loop, as its clients make it count. */
class Counted extends Tally {
  readonly #calls = new Calls()

  served(virtualCluster: string, { requestBytes = 0, responseBytes = 0 }, errors: readonly string[]): void {
    const labels = { virtual_cluster: virtualCluster, physical_cluster: 'main', api: 'Produce' }
    this.#calls.of(labels, () => {}).served(1, requestBytes, responseBytes, [])
    for (const error of errors) this.failed(error)
  }

  taken(): Tallied {
    return { flows: this.#calls.takeFlows(), ...this.take() }
  }
}

const served = (requestBytes: number, responseBytes: number) => ({ requestBytes, responseBytes })

function start() {
  const tally = new Counted()
  const clock = { now: Date.UTC(2026, 0, 1) }
  const traffic = new Traffic({ take: async () => tally.taken(), now: () => clock.now })
  /** After five seconds, unless told otherwise. */
  const sample = async (ms = 5_000) => {
    clock.now += ms
    await traffic.sample()
  }
  return { tally, traffic, sample }
}

test('a sample counts what was done since the one before, by virtual cluster, and in how many seconds', async () => {
  const { tally, traffic, sample } = start()
  tally.served('acme', served(100, 20), [])
  tally.served('acme', served(50, 10), ['TOPIC_AUTHORIZATION_FAILED', 'TOPIC_AUTHORIZATION_FAILED'])
  tally.refused('credentials')
  await sample()
  tally.served('globex', served(1, 1), ['UNKNOWN_TOPIC_OR_PARTITION'])
  await sample(12_500)
  await sample()
  deepStrictEqual(traffic.read(), {
    everySeconds: 5,
    samples: [
      { at: '2026-01-01T00:00:05.000Z', seconds: 5 },
      { at: '2026-01-01T00:00:17.500Z', seconds: 12.5 },
      { at: '2026-01-01T00:00:22.500Z', seconds: 5 },
    ],
    virtualClusters: [
      { virtualCluster: 'acme', requests: [2, 0, 0], requestBytes: [150, 0, 0], responseBytes: [30, 0, 0] },
      { virtualCluster: 'globex', requests: [0, 1, 0], requestBytes: [0, 1, 0], responseBytes: [0, 1, 0] },
    ],
    others: { requests: [0, 0, 0], requestBytes: [0, 0, 0], responseBytes: [0, 0, 0] },
    errors: [
      { error: 'TOPIC_AUTHORIZATION_FAILED', count: 2 },
      { error: 'UNKNOWN_TOPIC_OR_PARTITION', count: 1 },
    ],
    refusals: [{ refusal: 'credentials', count: 1 }],
  })
})

test('fifteen minutes are kept and no more', async () => {
  const { tally, traffic, sample } = start()
  for (let i = 0; i < 200; i++) {
    tally.served('acme', served(i, 0), [])
    await sample()
  }
  const { samples, virtualClusters } = traffic.read()
  strictEqual(samples.length, 180)
  deepStrictEqual(virtualClusters[0]?.requestBytes.at(0), 20)
  deepStrictEqual(virtualClusters[0]?.requestBytes.at(-1), 199)
})

test('of many virtual clusters those with the most bytes are named, and the rest is added up without a loss', async () => {
  const { tally, traffic, sample } = start()
  for (let round = 1; round <= 3; round++) {
    for (let i = 1; i <= 100; i++) tally.served(`partner-${i}`, served(i, 0), [])
    await sample()
  }
  const { virtualClusters, others } = traffic.read()
  deepStrictEqual(
    virtualClusters.map(({ virtualCluster }) => virtualCluster),
    [100, 99, 98, 97, 96, 95, 94, 93].map(i => `partner-${i}`),
  )
  const named = 100 + 99 + 98 + 97 + 96 + 95 + 94 + 93
  deepStrictEqual(others, {
    requests: [92, 92, 92],
    requestBytes: [5050 - named, 5050 - named, 5050 - named],
    responseBytes: [0, 0, 0],
  })
})

test('what several event loops did is added up', () => {
  const tallies = [new Counted(), new Counted()]
  for (const tally of tallies) {
    tally.served('acme', served(3, 4), ['NOT_COORDINATOR'])
    tally.refused('timeout')
  }
  const { flows, errors, refusals } = sumOfAll(tallies.map(tally => tally.taken()))
  deepStrictEqual(
    [[...flows], [...errors], [...refusals]],
    [[['acme', { requests: 2, requestBytes: 6, responseBytes: 8 }]], [['NOT_COORDINATOR', 2]], [['timeout', 2]]],
  )
})
