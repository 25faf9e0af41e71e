import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, open } from './fixture.ts'

const numbers = (slots: readonly { slot: number }[]) => slots.map(({ slot }) => slot)

test('brokers get the lowest slots never used, in the order of their ids, and keep them', async () => {
  const { store } = await fresh()
  const first = [
    { slot: 0, physicalCluster: 'main', brokerId: 100 },
    { slot: 1, physicalCluster: 'main', brokerId: 300 },
  ]
  assert.deepEqual(await store.allotSlots('main', [300, 100, 300]), first)
  const all = [
    ...first,
    { slot: 2, physicalCluster: 'other', brokerId: 100 },
    { slot: 3, physicalCluster: 'main', brokerId: 200 },
  ]
  await store.allotSlots('other', [100])
  assert.deepEqual(await store.allotSlots('main', [200]), all)
  assert.deepEqual(await store.allotSlots('main', []), all)
  assert.deepEqual((await store.snapshot()).slots, all)
})

test('workers that ask at once agree, and leave no gap', async () => {
  const { url, store } = await fresh()
  const other = await open(url)
  const wishes = Array.from({ length: 12 }, (_, i) => [i, i + 1, i + 2])
  await Promise.all(wishes.map((ids, i) => (i % 2 ? store : other).allotSlots(`cluster${i % 3}`, ids)))
  const slots = await store.allotSlots('cluster0', [])
  assert.deepEqual(numbers(slots), [...slots.keys()])
  assert.equal(
    new Set(slots.map(({ physicalCluster, brokerId }) => `${physicalCluster} ${brokerId}`)).size,
    slots.length,
  )
  assert.deepEqual(await other.allotSlots('cluster1', [1, 2, 3]), slots)
})

test('new slots are announced as a generation, known ones are not', async () => {
  const { store } = await fresh()
  await store.allotSlots('main', [1])
  assert.equal(await store.generation(), 1)
  await store.allotSlots('main', [1])
  assert.equal(await store.generation(), 1)
})
