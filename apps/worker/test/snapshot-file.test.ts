import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Snapshot } from '@tidegate/store'
import { snapshotFile } from '../src/snapshot-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidegate-snapshot-'))
after(() => rmSync(folder, { recursive: true }))

const key = Buffer.alloc(32, 1)
const snapshot: Snapshot = {
  generation: 7,
  resources: [
    {
      kind: 'PhysicalCluster',
      apiVersion: 'tidegate/v1',
      metadata: { name: 'east' },
      spec: { role: 'main', properties: { 'sasl.jaas.config': 'a secret of the cluster' } },
      uid: 'u',
      generation: 7,
    },
  ],
  tokens: [{ id: 't', vCluster: 'v', username: 'bob', issuedAt: new Date(1_000), expiresAt: new Date(2_000) }],
  slots: [{ slot: 0, physicalCluster: 'east', brokerId: 1 }],
}

const file = join(folder, 'state', 'snapshot')
const here = snapshotFile(join(folder, 'state'), key)

test('where nothing was written there is no snapshot', () => {
  strictEqual(snapshotFile(join(folder, 'none'), key).read(), undefined)
})

test('what was written last comes back whole, for nobody else to read', () => {
  here.write({ ...snapshot, generation: 6 })
  here.write(snapshot)
  deepStrictEqual(here.read(), snapshot)
  strictEqual(statSync(file).mode & 0o077, 0)
  strictEqual(readFileSync(file).includes('secret'), false)
})

test('a snapshot that is damaged, cut short, foreign or of another key is refused and never half used', () => {
  const whole = readFileSync(file)
  const flipped = Buffer.from(whole)
  flipped[40] = (flipped[40] as number) ^ 1
  for (const bytes of [flipped, whole.subarray(0, 60), whole.subarray(0, 5), Buffer.from('{}'), Buffer.alloc(0)]) {
    writeFileSync(file, bytes)
    throws(() => here.read(), { name: 'GatewayError', message: /cannot be used/ })
  }
  writeFileSync(file, whole)
  throws(() => snapshotFile(join(folder, 'state'), Buffer.alloc(32, 2)).read(), {
    message: /another GATEWAY_USER_POOL_SECRET_KEY/,
  })
  deepStrictEqual(here.read(), snapshot)
})
