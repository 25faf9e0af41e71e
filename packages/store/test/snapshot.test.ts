import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actor, alias, cluster, fresh, open, partner, remove } from './fixture.ts'

const orders = 'orders'

test('a snapshot shows one moment: never half of a change, and the generation that made it', async () => {
  const { url, store } = await fresh()
  const writer = await open(url)
  await writer.apply([cluster('main'), partner('acme')], { actor })
  const pair = [alias('orders'), alias('bills')]
  const unpair = [remove('AliasTopic', orders, 'acme'), remove('AliasTopic', 'bills', 'acme')]
  let done = false
  const writing = (async () => {
    for (let i = 0; i < 20; i++) await writer.apply(i % 2 ? unpair : pair, { actor })
  })().finally(() => {
    done = true
  })
  const seen: number[] = []
  do {
    const { generation, resources } = await store.snapshot()
    const aliases = resources.filter(({ kind }) => kind === 'AliasTopic')
    assert.equal(aliases.length, generation % 2 ? 0 : 2, `at generation ${generation}`)
    seen.push(generation)
  } while (!done)
  await writing
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  )
})
