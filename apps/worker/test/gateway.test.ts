import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { defaultLimits } from '@tidegate/proxy'
import type { Snapshot } from '@tidegate/store'
import { Gateway, type GatewayOptions } from '../src/gateway.ts'
import { Ports } from '../src/ports.ts'

const snapshot = (generation: number): Snapshot => ({ generation, resources: [], tokens: [], slots: [] })

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function start(options: Partial<GatewayOptions> = {}) {
  const gateway = new Gateway({
    loops: 2,
    worker: 'test',
    logLevel: 'error',
    bindHost: '127.0.0.1',
    advertisedHost: 'localhost',
    portStart: 1,
    clusterOrder: [],
    limits: defaultLimits,
    secretKey: new Uint8Array(32),
    log: quiet,
    acls: { create: async () => {}, remove: async () => {} },
    now: Date.now,
    allotSlots: async () => [],
    ...options,
  })
  return { gateway, [Symbol.asyncDispose]: () => gateway.stop(0) }
}

const restarted = async (gateway: Gateway, restarts: number) => {
  while (gateway.restarts < restarts || (await gateway.report()).state.errors.length < 2)
    await new Promise(resolve => setTimeout(resolve, 10))
}

test('a gateway is ready once each event loop has a configuration, and not any more once it is told to stop', async () => {
  await using started = start()
  const { gateway } = started
  deepStrictEqual(await gateway.unready(), ['the configuration was not read yet'])
  await gateway.apply(snapshot(3))
  deepStrictEqual([gateway.generation, await gateway.unready()], [3, []])
  await gateway.stop(0)
  deepStrictEqual(await gateway.unready(), ['the gateway stops'])
  await gateway.apply(snapshot(4))
  strictEqual(gateway.generation, 3)
})

test('an event loop that crashes is told, started again with the configuration in force, and does not touch the others', async () => {
  const told: string[] = []
  await using started = start({
    script: new URL('./crashing-loop.ts', import.meta.url),
    log: {
      ...quiet,
      error: (fields, message) => void told.push(`${message}: ${(fields as { error: Error }).error.message}`),
    },
  })
  const { gateway } = started
  await gateway.apply(snapshot(7))
  // Generation 13 is what the second of these loops does not survive.
  await gateway.apply(snapshot(13))
  await gateway.apply(snapshot(14))
  await restarted(gateway, 1)
  deepStrictEqual(told, ['an event loop crashed: generation 13'])
  deepStrictEqual((await gateway.report()).state.errors, [
    { kind: 'Loop', name: '0', message: 'generations 7, 13, 14' },
    { kind: 'Loop', name: '1', message: 'generations 14' },
  ])
})

test('an event loop that hangs is ended and started again', async () => {
  const told: string[] = []
  await using started = start({
    script: new URL('./crashing-loop.ts', import.meta.url),
    answerMs: 300,
    log: { ...quiet, error: (_, message) => void told.push(message) },
  })
  const { gateway } = started
  await gateway.apply(snapshot(1))
  // Generation 99 is what the second of these loops never comes back from.
  await gateway.apply(snapshot(99))
  await gateway.apply(snapshot(100))
  await restarted(gateway, 1)
  match(told.join(), /does not answer/)
})

test('a port that another process listens on is not shared with it', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen({ host: '127.0.0.1', port: 0, reusePort: true }, resolve))
  const { port } = other.address() as { port: number }
  const ports = new Ports('127.0.0.1')
  const refused = await ports.claim(port).catch(error => error)
  match(refused.message, new RegExp(`Port ${port} .* is in use`))
  await new Promise(resolve => other.close(resolve))
  await ports.claim(port)
})
