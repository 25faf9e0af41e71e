import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, actor, alias, cluster, fresh, partner, plain, remove } from './fixture.ts'

const jaas = (password: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`
const sasl = { ...plain, 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' }
const withSecret = (password: string) => cluster('main', { ...sasl, 'sasl.jaas.config': jaas(password) })

test('the history says who did what when, the latest first, page by page', async () => {
  const at = new Date('2026-03-04T05:06:07.000Z')
  const { store } = await fresh(() => at)
  await store.apply([cluster('main'), partner('acme')], { actor })
  await store.apply([alias('orders')], { actor: { user: 'acme/admin', surface: 'kafka' } })
  await store.apply([remove('AliasTopic', 'orders', 'acme')], { actor: { user: 'eve', surface: 'trpc' } })
  const first = await store.history({ limit: 3 })
  assert.deepEqual(
    first.map(({ id, ...event }) => event),
    [
      {
        generation: 3,
        user: 'eve',
        surface: 'trpc',
        operation: 'DELETE',
        kind: 'AliasTopic',
        vCluster: 'acme',
        name: 'orders',
        at,
      },
      {
        generation: 2,
        user: 'acme/admin',
        surface: 'kafka',
        operation: 'CREATE',
        kind: 'AliasTopic',
        vCluster: 'acme',
        name: 'orders',
        at,
      },
      { generation: 1, user: 'ada', surface: 'rest', operation: 'CREATE', kind: 'VirtualCluster', name: 'acme', at },
    ],
  )
  const rest = await store.history({ limit: 3, before: first.at(-1)!.id })
  assert.deepEqual(
    rest.map(({ name }) => name),
    ['main'],
  )
})

test('the history of a virtual cluster is of itself and of what belongs to it', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main'), partner('acme'), partner('other'), alias('orders'), account('bob')], { actor })
  const names = async (filter: object) => (await store.history({ limit: 9, ...filter })).map(({ name }) => name)
  assert.deepEqual(await names({ vCluster: 'acme' }), ['bob', 'orders', 'acme'])
  assert.deepEqual(await names({ kind: 'VirtualCluster' }), ['other', 'acme'])
  assert.deepEqual(await names({ kind: 'AliasTopic', vCluster: 'acme', name: 'orders' }), ['orders'])
  assert.deepEqual(await names({ user: 'nobody' }), [])
})

test('one change is read with what was before and after; of a secret only that it changed', async () => {
  const { store } = await fresh()
  await store.apply([withSecret('hunter2')], { actor })
  await store.apply([withSecret('hunter3')], { actor })
  const [event] = await store.history({ limit: 1 })
  const change = await store.historyEvent(event!.id)
  const properties = (secret: string) => ({ properties: { ...sasl, 'sasl.jaas.config': secret }, role: 'upstream' })
  assert.deepEqual([change?.before, change?.after], [properties('[redacted]'), properties('[redacted, changed]')])
  assert.equal(await store.historyEvent('9999'), undefined)
})
