import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { addUp, averagesOf, isIdle, ratesOf } from '#app/(console)/gateways/[name]/traffic/rates.ts'
import { bytesPerSecond, perSecond } from '#components/quantity.ts'

const at = (seconds: number) => new Date(seconds * 1000).toISOString()
const samples = [
  { at: at(55), seconds: 5 },
  { at: at(60), seconds: 5 },
  { at: at(70), seconds: 10 },
]
const flow = { requests: [5, 10, 0], requestBytes: [500, 0, 1000], responseBytes: [0, 50, 50] }
const idle = { requests: [0, 0, 0], requestBytes: [0, 0, 0], responseBytes: [0, 0, 0] }

test('a rate is what was counted in a sample over the seconds that it took', () => {
  deepStrictEqual(ratesOf(samples, flow), [
    { at: 55_000, requests: 1, requestBytes: 100, responseBytes: 0 },
    { at: 60_000, requests: 2, requestBytes: 0, responseBytes: 10 },
    { at: 70_000, requests: 0, requestBytes: 100, responseBytes: 5 },
  ])
})

test('a minute is the average of what it holds, whatever the length of its samples', () => {
  deepStrictEqual(ratesOf(samples, flow, 60_000), [
    { at: 60_000, requests: 1.5, requestBytes: 50, responseBytes: 5 },
    { at: 120_000, requests: 0, requestBytes: 100, responseBytes: 5 },
  ])
  deepStrictEqual(averagesOf(samples, flow), { requests: 0.75, requestBytes: 75, responseBytes: 5 })
})

test('virtual clusters are added up sample by sample, and without a request there was no traffic', () => {
  deepStrictEqual(addUp([flow, flow, idle], 3).requests, [10, 20, 0])
  const told = { everySeconds: 5, samples, others: idle, errors: [], refusals: [] }
  strictEqual(isIdle({ ...told, virtualClusters: [] }), true)
  strictEqual(isIdle({ ...told, virtualClusters: [{ virtualCluster: 'acme', ...flow }] }), false)
})

test('rates are told in three digits or so, in thousands', () => {
  deepStrictEqual([0, 0.04, 7, 999, 1000, 80_930, 2_500_000, 3e15].map(bytesPerSecond), [
    '0 B/s',
    '0.04 B/s',
    '7 B/s',
    '999 B/s',
    '1 kB/s',
    '80.9 kB/s',
    '2.5 MB/s',
    '3000 TB/s',
  ])
  deepStrictEqual([0, 0.25, 12.34, 250.7].map(perSecond), ['0/s', '0.3/s', '12.3/s', '251/s'])
})
