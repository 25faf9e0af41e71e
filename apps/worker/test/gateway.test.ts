import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { defaultLimits } from '@tidegate/proxy'
import type { Snapshot } from '@tidegate/store'
import { Gateway, type GatewayOptions } from '../src/gateway.ts'

const snapshot = (generation: number, resources: Snapshot['resources'] = []): Snapshot => ({
  generation,
  resources,
  tokens: [],
  slots: [],
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

const gateway = (options: Partial<GatewayOptions> = {}) =>
  new Gateway({
    bindHost: '127.0.0.1',
    advertisedHost: 'localhost',
    portStart: 1,
    clusterOrder: [],
    limits: defaultLimits,
    log: quiet,
    observer: { opened() {}, authenticated() {}, refused() {}, limited() {}, served() {}, closed() {} },
    acls: { create: async () => {}, remove: async () => {} },
    now: Date.now,
    random: () => 0,
    settingsOf: () => ({ bootstrap: [], clientId: 'test' }),
    verifyToken: () => Promise.reject(new GatewayError('UNAUTHENTICATED', 'no')),
    allotSlots: async () => [],
    ...options,
  })

test('a gateway is ready once it has a configuration, and not any more once it is told to stop', async () => {
  const one = gateway()
  deepStrictEqual(one.unready(), ['the configuration was not read yet'])
  await one.apply(snapshot(3))
  deepStrictEqual([one.generation, one.unready()], [3, []])
  await one.stop(0)
  deepStrictEqual(one.unready(), ['the gateway stops'])
  await one.apply(snapshot(4))
  strictEqual(one.generation, 3)
})

test('a cluster whose settings are wrong is reported by name, and the rest of the configuration is in force', async () => {
  const one = gateway({
    settingsOf: () => {
      throw new GatewayError('INVALID', 'ssl.truststore.location: the file cannot be read')
    },
  })
  const spec = { role: 'upstream', properties: {} } as const
  await one.apply(
    snapshot(5, [
      { kind: 'PhysicalCluster', apiVersion: 'tidegate/v1', metadata: { name: 'east' }, spec, uid: 'u', generation: 5 },
    ]),
  )
  strictEqual(one.generation, 5)
  deepStrictEqual(one.errors(), [
    { kind: 'PhysicalCluster', name: 'east', message: 'ssl.truststore.location: the file cannot be read' },
  ])
  await one.stop(0)
})
