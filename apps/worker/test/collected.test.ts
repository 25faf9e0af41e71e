import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Collected } from '../src/inventory/collected.ts'

/** Collects when it is told to, at a time of its own. */
function setUp() {
  let now = 0
  const asked: PromiseWithResolvers<{ n: number }>[] = []
  const failures: unknown[] = []
  const collected = new Collected({
    collect: () => {
      const next = Promise.withResolvers<{ n: number }>()
      asked.push(next)
      return next.promise
    },
    now: () => now,
    failed: error => failures.push(error),
  })
  return {
    collected,
    asked,
    failures,
    pass: (seconds: number) => {
      now += seconds * 1000
    },
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

test('however many read at once, it is collected once', async () => {
  const { collected, asked } = setUp()
  const reads = Promise.all([collected.read(), collected.read(), collected.read()])
  asked[0]?.resolve({ n: 1 })
  deepStrictEqual(
    (await reads).map(({ n }) => n),
    [1, 1, 1],
  )
  strictEqual(asked.length, 1)
})

test('what is fresh is not collected again, and what is stale is given with its age while a newer one is on its way', async () => {
  const { collected, asked, pass } = setUp()
  const first = collected.read()
  asked[0]?.resolve({ n: 1 })
  await first
  pass(9)
  await collected.read()
  strictEqual(asked.length, 1)
  pass(2)
  const stale = await collected.read()
  deepStrictEqual([stale.n, stale.observedAt, asked.length], [1, new Date(0).toISOString(), 2])
  asked[1]?.resolve({ n: 2 })
  await settled()
  deepStrictEqual(await collected.read(), { n: 2, observedAt: new Date(11_000).toISOString() })
})

test('after a long pause nobody is given what was', async () => {
  const { collected, asked, pass } = setUp()
  const first = collected.read()
  asked[0]?.resolve({ n: 1 })
  await first
  pass(61)
  const next = collected.read()
  asked[1]?.resolve({ n: 2 })
  strictEqual((await next).n, 2)
})

test('a failure is told to who waits for it, and otherwise once what there is has grown old', async () => {
  const { collected, asked, failures, pass } = setUp()
  const first = collected.read()
  asked[0]?.reject(new Error('away'))
  await rejects(first, /away/)
  const second = collected.read()
  asked[1]?.resolve({ n: 1 })
  await second
  pass(11)
  strictEqual((await collected.read()).n, 1)
  asked[2]?.reject(new Error('away again'))
  await settled()
  strictEqual(failures.length, 1)
  pass(60)
  const late = collected.read()
  asked[3]?.reject(new Error('still away'))
  await rejects(late, /still away/)
})
