import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actor, cluster, code, crash, fresh, open, postgres } from './fixture.ts'

/** What a subscriber heard, in order; `next` waits for what satisfies. */
function ear() {
  const heard: unknown[] = []
  let wake = () => {}
  const hear = (what: unknown) => {
    heard.push(what)
    wake()
  }
  const next = async (satisfies: (heard: readonly unknown[]) => boolean) => {
    while (!satisfies(heard)) await new Promise<void>(resolve => (wake = resolve))
  }
  return { heard, hear, next }
}

test('a generation made through one store is heard by another, the current one at once', async () => {
  const { url, store } = await fresh()
  await store.apply([cluster('one')], { actor })
  const other = await open(url)
  const { heard, hear, next } = ear()
  const subscription = await other.subscribe(hear, hear)
  assert.deepEqual(heard, [1])
  await store.apply([cluster('two')], { actor })
  await next(all => all.length === 2)
  assert.deepEqual(heard, [1, 2])
  await subscription.close()
})

test('what changes nothing and what is refused is not announced', async () => {
  const { store } = await fresh()
  const { heard, hear, next } = ear()
  await store.subscribe(hear, hear)
  await store.apply([cluster('one')], { actor })
  await store.apply([cluster('one')], { actor })
  await store.apply([cluster('two')], { actor, dryRun: true })
  await assert.rejects(store.apply([cluster('three', {})], { actor }), code('INVALID'))
  await store.apply([cluster('four')], { actor })
  await next(all => all.includes(2))
  assert.deepEqual(heard, [0, 1, 2])
})

test('a subscription outlives the database: it tells of the loss, then of the generation after it', {
  timeout: 60_000,
}, async () => {
  const { store, rows } = await fresh()
  const { heard, hear, next } = ear()
  const errors = ear()
  await store.subscribe(hear, errors.hear)
  await crash(rows)
  await errors.next(all => all.length > 0)
  assert.ok(errors.heard.every(code('STORE_UNAVAILABLE')))
  await postgres.start()
  await next(all => all.length === 2)
  await store.apply([cluster('one')], { actor })
  await next(all => all.length === 3)
  assert.deepEqual(heard, [0, 0, 1])
})
