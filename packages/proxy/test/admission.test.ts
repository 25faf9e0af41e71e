import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { type Bound, Connections, forget, newCounts } from '../src/index.ts'

const limits = { connections: 5, connectionsPerAddress: 3, connectionsPerPrincipal: 2 }

test('a bound is that of all event loops together, and whoever leaves makes room on any of them', () => {
  const counts = newCounts(2)
  const [one, two] = [new Connections(limits, counts, 0), new Connections(limits, counts, 1)]
  deepStrictEqual([one.enter('a'), two.enter('a'), one.enter('a')], [undefined, undefined, undefined])
  deepStrictEqual([one.enter('a'), two.enter('a')], ['connectionsPerAddress', 'connectionsPerAddress'])
  deepStrictEqual([two.enter('b'), two.enter('c'), one.enter('d')], [undefined, undefined, 'connections'])
  two.leave('a')
  deepStrictEqual([one.enter('a'), two.enter('d')], [undefined, 'connections'])
  deepStrictEqual(
    [one.signIn('p'), two.signIn('p'), one.signIn('p')],
    [undefined, undefined, 'connectionsPerPrincipal'],
  )
  strictEqual(one.signIn('q'), undefined)
  two.signOut('p')
  strictEqual(one.signIn('p'), undefined)
})

test('what an event loop counted that is gone is forgotten, and what the others counted is not', () => {
  const counts = newCounts(2)
  const [gone, stays] = [new Connections(limits, counts, 0), new Connections(limits, counts, 1)]
  for (const _ of [1, 2]) strictEqual(gone.enter('a'), undefined)
  strictEqual(stays.enter('a'), undefined)
  strictEqual(stays.enter('a'), 'connectionsPerAddress')
  forget(counts, 0)
  const anew = new Connections(limits, counts, 0)
  deepStrictEqual([anew.enter('a'), anew.enter('a'), anew.enter('a')], [undefined, undefined, 'connectionsPerAddress'])
})

test('names are counted apart: ten thousand of them fill no bound of one', () => {
  const counts = newCounts(1)
  const many = new Connections({ ...limits, connections: 100_000 }, counts, 0)
  const refused = Array.from({ length: 10_000 }, (_, i) => many.enter(`10.0.${i >> 8}.${i & 255}`))
  // A name is refused where both of its cells hold three others: with two cells in 32768 each that is rare.
  ok(refused.filter(each => each !== undefined).length < 20)
})

const infinite = { connections: 1e9, connectionsPerAddress: 1e9, connectionsPerPrincipal: 1e9 }
const bounds: readonly Bound[] = ['connections', 'connectionsPerAddress', 'connectionsPerPrincipal']

for (const bound of bounds)
  test(`event loops that let in at the same time never pass ${bound}`, async () => {
    const counts = newCounts(3)
    const held = new Int32Array(new SharedArrayBuffer(8))
    const workerData = {
      limits: { ...infinite, [bound]: 4 },
      counts,
      held,
      signIn: bound === 'connectionsPerPrincipal',
    }
    const workers = [0, 1, 2].map(
      loop => new Worker(new URL('./admission-loop.ts', import.meta.url), { workerData: { ...workerData, loop } }),
    )
    const admitted = await Promise.all(
      workers.map(
        worker => new Promise<number>((resolve, reject) => worker.on('message', resolve).on('error', reject)),
      ),
    )
    ok(admitted.every(count => count > 0))
    deepStrictEqual([held[0], (held[1] as number) <= 4], [0, true], `${held[1]} were held at once`)
  })
