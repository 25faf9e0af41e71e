import { deepStrictEqual, strictEqual } from 'node:assert/strict'
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
