import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Registry } from 'prom-client'
import { Calls } from '../src/loop/calls.ts'

const labels = { virtual_cluster: 'acme', physical_cluster: 'main', api: 'Produce' }

test('a duration is counted in every bucket that it is within, its bound included', async () => {
  const [calls, registry] = [new Calls(), new Registry()]
  calls.register(registry)
  const meter = calls.of(labels, () => {})
  for (const ms of [0.5, 1, 1.1, 60_000]) meter.served(ms, 10, 20, [])
  const lines = (await registry.metrics())
    .split('\n')
    .filter(line => /le="(0.001|0.0025|5|\+Inf)"|_sum|_count/.test(line))
  const of = 'virtual_cluster="acme",physical_cluster="main",api="Produce"'
  deepStrictEqual(lines, [
    `tidegate_request_duration_seconds_bucket{le="0.001",${of}} 2`,
    `tidegate_request_duration_seconds_bucket{le="0.0025",${of}} 3`,
    `tidegate_request_duration_seconds_bucket{le="5",${of}} 3`,
    `tidegate_request_duration_seconds_bucket{le="+Inf",${of}} 4`,
    `tidegate_request_duration_seconds_sum{${of}} 60.0026`,
    `tidegate_request_duration_seconds_count{${of}} 4`,
  ])
})

test('flows are what was done since they were last taken', () => {
  const calls = new Calls()
  const failed: number[] = []
  const meter = calls.of(labels, code => failed.push(code))
  meter.served(1, 10, 20, [6])
  deepStrictEqual([...calls.takeFlows()], [['acme', { requests: 1, requestBytes: 10, responseBytes: 20 }]])
  deepStrictEqual([...calls.takeFlows()], [])
  calls.of(labels, () => {}).served(1, 1, 2, [])
  deepStrictEqual([...calls.takeFlows()], [['acme', { requests: 1, requestBytes: 1, responseBytes: 2 }]])
  deepStrictEqual(failed, [6])
})
