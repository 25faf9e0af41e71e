import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { Connections, defaultLimits, newCounts } from '@tidegate/proxy'
import type { Snapshot } from '@tidegate/store'
import { Loop, type LoopOptions } from '../src/loop/loop.ts'

const snapshot = (generation: number, resources: Snapshot['resources'] = []): Snapshot => ({
  generation,
  resources,
  tokens: [],
  slots: [],
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

const start = (options: Partial<LoopOptions> = {}) =>
  new Loop({
    loop: 0,
    loops: 1,
    bindHost: '127.0.0.1',
    advertisedHost: 'localhost',
    portStart: 1,
    clusterOrder: [],
    limits: defaultLimits,
    log: quiet,
    admission: new Connections(defaultLimits, newCounts(1), 0),
    acls: { create: async () => {}, remove: async () => {} },
    now: Date.now,
    random: () => 0,
    settingsOf: () => ({ bootstrap: [], clientId: 'test' }),
    claimOf: () => undefined,
    verifyToken: () => Promise.reject(new GatewayError('UNAUTHENTICATED', 'no')),
    allotSlots: async () => [],
    claim: async () => {},
    ...options,
  })

const cluster = (name: string, properties: Readonly<Record<string, string>> = {}) => ({
  kind: 'PhysicalCluster' as const,
  apiVersion: 'tidegate/v1' as const,
  metadata: { name },
  spec: { role: 'upstream' as const, properties },
  uid: 'u',
  generation: 5,
})

test('an event loop serves once it has a configuration', async () => {
  const loop = start()
  deepStrictEqual(loop.unready(), ['the configuration was not read yet'])
  await loop.apply(snapshot(3))
  deepStrictEqual(loop.unready(), [])
  await loop.stop(0)
})

test('a cluster whose settings are wrong is reported by name, and the rest of the configuration is in force', async () => {
  const loop = start({
    settingsOf: () => {
      throw new GatewayError('INVALID', 'ssl.truststore.location: the file cannot be read')
    },
  })
  await loop.apply(snapshot(5, [cluster('east')]))
  deepStrictEqual(loop.report().errors, [
    { kind: 'PhysicalCluster', name: 'east', message: 'ssl.truststore.location: the file cannot be read' },
  ])
  await loop.stop(0)
})

test('an edit that is wrong leaves what ran before running, and is reported until it is mended or taken back', async () => {
  const loop = start({
    settingsOf: ({ file = '' }) => {
      if (file === 'gone') throw new GatewayError('INVALID', 'ssl.truststore.location: the file cannot be read')
      return { bootstrap: [], clientId: 'test' }
    },
  })
  const runs = () => loop.report().clusters.map(({ name }) => name)
  const edits = () => loop.report().errors.filter(({ message }) => /edit/.test(message))
  await loop.apply(snapshot(1, [cluster('east', { file: 'there' })]))
  await loop.apply(snapshot(2, [cluster('east', { file: 'gone' })]))
  deepStrictEqual(runs(), ['east'])
  deepStrictEqual(edits(), [
    {
      kind: 'PhysicalCluster',
      name: 'east',
      message:
        'The last edit is not in force, and what ran before goes on: ssl.truststore.location: the file cannot be read',
    },
  ])
  await loop.apply(snapshot(3, [cluster('east', { file: 'there' })]))
  deepStrictEqual([runs(), edits()], [['east'], []])
  await loop.stop(0)
})
