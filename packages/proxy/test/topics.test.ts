import { deepStrictEqual, notDeepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { TopicTable } from '../src/index.ts'

const partition = (leaderEpoch: number, leaderId: number) => ({
  errorCode: 0,
  partitionIndex: 0,
  leaderId,
  leaderEpoch,
  replicaNodes: [1, 2],
  isrNodes: [1, 2],
  offlineReplicas: [],
})

const row = (topicId: string, leaderEpoch: number, leaderId: number) => ({
  errorCode: 0,
  name: 'orders',
  topicId,
  partitions: [partition(leaderEpoch, leaderId)],
})

const watching = () => {
  const table = new TopicTable()
  table.watch(new Set(['orders']))
  return table
}

test('a partition never goes back to an older leader of the same topic', () => {
  const table = watching()
  table.observe([row('id', 5, 2)])
  table.observe([row('id', 4, 1)])
  strictEqual(table.get('orders')?.partitions[0]?.leader, 2)
})

test('a topic made anew starts over with its own epochs, and its id leads to it', () => {
  const table = watching()
  table.observe([row('old', 5, 2)])
  const before = table.revision
  table.observe([row('new', 0, 1)])
  strictEqual(table.get('orders')?.partitions[0]?.leader, 1)
  deepStrictEqual([table.nameOf('old'), table.nameOf('new')], [undefined, 'orders'])
  strictEqual(table.revision > before, true)
})

test('topics that nobody watches are not kept, so the table is as large as the configuration', () => {
  const table = watching()
  table.observe([row('id', 0, 1), { ...row('other', 0, 1), name: 'payments' }])
  strictEqual(table.get('payments'), undefined)
  table.watch(new Set())
  strictEqual(table.get('orders'), undefined)
})

test('a topic is missing once the cluster said so, until it shows it', () => {
  const table = watching()
  deepStrictEqual([...table.missing], [])
  table.observe([{ errorCode: 3, name: 'orders', topicId: 'none', partitions: [] }])
  deepStrictEqual([...table.missing], ['orders'])
  table.observe([row('id', 0, 1)])
  deepStrictEqual([...table.missing], [])
})

test('whatever a row says of a partition that is new is taken and counted as a change; what it repeats is neither', () => {
  const first = { ...row('id', 5, 2), partitions: [partition(5, 2), { ...partition(5, 2), partitionIndex: 1 }] }
  const news = { errorCode: 5, leaderId: 1, leaderEpoch: 6, replicaNodes: [1], isrNodes: [2], offlineReplicas: [1] }
  for (const [field, value] of Object.entries(news)) {
    const table = watching()
    table.observe([first])
    const [before, topic] = [table.changes, table.get('orders')]
    table.observe([structuredClone(first)])
    deepStrictEqual([table.changes, table.get('orders') === topic], [before, true])
    table.observe([{ ...first, partitions: first.partitions.with(1, { ...first.partitions[1]!, [field]: value }) }])
    strictEqual(table.changes > before, true, field)
    notDeepStrictEqual(table.get('orders'), topic, field)
  }
})

test('partitions that come in another order, more or fewer, are the same ones', () => {
  const table = watching()
  const partitions = [0, 1, 2].map(partitionIndex => ({ ...partition(5, partitionIndex), partitionIndex }))
  table.observe([{ ...row('id', 5, 2), partitions }])
  table.observe([
    { ...row('id', 5, 2), partitions: partitions.toReversed().map(each => ({ ...each, leaderEpoch: 4 })) },
  ])
  deepStrictEqual(
    table.get('orders')?.partitions.map(({ index, leader, epoch }) => [index, leader, epoch]),
    [
      [2, 2, 5],
      [1, 1, 5],
      [0, 0, 5],
    ],
  )
  table.observe([{ ...row('id', 5, 2), partitions: partitions.slice(0, 1) }])
  deepStrictEqual(table.get('orders')?.partitions.length, 1)
})
