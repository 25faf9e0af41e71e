import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after as afterAll, test } from 'node:test'
import type { Changes, Snapshot } from '@tidegate/store'
import { snapshotFile } from '../src/snapshot-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidegate-snapshot-'))
afterAll(() => rmSync(folder, { recursive: true }))

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
const whole = (next: Snapshot) => here.keep(next, () => next)

test('where nothing was written there is no snapshot', () => {
  strictEqual(snapshotFile(join(folder, 'none'), key).read(), undefined)
})

test('what was written last comes back whole, for nobody else to read', () => {
  whole({ ...snapshot, generation: 6 })
  whole(snapshot)
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

const never = () => {
  throw new Error('nobody asks for the whole')
}

/** At that generation the only physical cluster has these properties and the only token this id. */
const changed = (generation: number, properties: Record<string, string>, token = 't'): Changes => ({
  since: { generation: generation - 1 },
  generation,
  puts: snapshot.resources.map(each => ({ ...each, generation, spec: { role: 'main', properties } }) as never),
  deletes: [],
  tokens: { puts: snapshot.tokens.map(each => ({ ...each, id: token })), deletes: token === 't' ? [] : ['t'] },
  slots: snapshot.slots,
})

const after = ({ generation, puts, tokens, slots }: Changes): Snapshot => ({
  generation,
  resources: puts,
  tokens: tokens.puts,
  slots,
})

test('what has changed is added to the file, encrypted as well, and comes back with the whole', () => {
  whole(snapshot)
  const size = statSync(file).size
  const changes = [changed(8, { a: 'a secret' }), changed(9, { a: 'a secret' }, 'another')]
  for (const each of changes) here.keep(each, never)
  deepStrictEqual(here.read(), after(changes[1] as Changes))
  strictEqual(statSync(file).size > size, true)
  strictEqual(readFileSync(file).includes('secret'), false)
})

test('changes are read in the order in which they were kept, all of them, or the file is refused', () => {
  whole(snapshot)
  const sizes = [0, 8, 9, 10].map(generation => {
    if (generation > 0) here.keep(changed(generation, { at: String(generation) }), never)
    return statSync(file).size
  })
  const [first = 0, second = 0, third = 0] = sizes
  const bytes = readFileSync(file)
  const record = (from: number, to?: number) => bytes.subarray(from, to)
  const swapped = [record(0, first), record(second, third), record(first, second), record(third)]
  const left = [record(0, first), record(second)]
  const flipped = Buffer.from(bytes)
  flipped[second + 40] = (flipped[second + 40] as number) ^ 1
  for (const each of [Buffer.concat(swapped), Buffer.concat(left), flipped, record(first)]) {
    writeFileSync(file, each)
    throws(() => here.read(), { name: 'GatewayError', message: /cannot be used/ })
  }
  // As after a crash while the last one was added.
  for (const cut of [third + 2, third + 60]) {
    writeFileSync(file, record(0, cut))
    strictEqual(here.read()?.generation, 9)
  }
})

test('changes of one file are not read behind the whole of another', () => {
  whole(snapshot)
  const size = statSync(file).size
  here.keep(changed(8, {}), never)
  const added = readFileSync(file).subarray(size)
  whole(snapshot)
  writeFileSync(file, Buffer.concat([readFileSync(file), added]))
  throws(() => here.read(), { name: 'GatewayError' })
})

test('the whole is written again once more was added than it is, or where changes do not follow on what is kept', () => {
  whole(snapshot)
  const far = { ...changed(9, {}), since: { generation: 8 } }
  here.keep(far, () => after(far))
  deepStrictEqual(here.read(), after(far))
  let asked = 0
  for (let generation = 10; generation < 30; generation++) {
    const changes = changed(generation, { long: 'x'.repeat(200_000) })
    const size = statSync(file).size
    here.keep(changes, () => {
      asked += 1
      strictEqual(size > 1_000_000, true)
      return after(changes)
    })
    deepStrictEqual(here.read(), after(changes))
  }
  strictEqual(asked >= 2, true)
})

test('two processes that keep a snapshot in one place leave one that can be read', () => {
  const other = snapshotFile(join(folder, 'state'), key)
  whole(snapshot)
  other.keep(snapshot, () => snapshot)
  here.keep(changed(8, { of: 'here' }), never)
  other.keep(changed(8, { of: 'the other' }), never)
  deepStrictEqual(other.read(), after(changed(8, { of: 'the other' })))
})
