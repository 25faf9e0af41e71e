import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AliasUse, Store, TokenUse } from '../src/index.ts'
import { account, actor, alias, cluster, fresh, partner, remove } from './fixture.ts'

const start = Date.parse('2030-01-01T00:00:00Z')
const at = (seconds: number) => new Date(start + seconds * 1_000)

async function acme() {
  const clock = { now: at(0) }
  const { store, rows } = await fresh(() => clock.now)
  await store.apply([cluster('main'), partner('acme'), alias('orders'), alias('bills'), account('bob')], { actor })
  return { store, rows, clock }
}

const issue = (store: Store, id: string, seconds = 3_600) =>
  store.issueToken({ id, vCluster: 'acme', username: 'bob', issuedAt: at(0), expiresAt: at(seconds) }, actor)

const use = (token: string, first: number, last: number, more: Partial<TokenUse> = {}): TokenUse => ({
  token,
  firstSeenAt: at(first),
  lastSeenAt: at(last),
  host: '10.0.0.7',
  ...more,
})

const tokens = (store: Store, gateway: string, ...uses: TokenUse[]) =>
  store.reportUsage({ gateway, tokens: uses, aliases: [] })

test('of each token that can be used it is known when and how it was used, or that it never was', async () => {
  const { store } = await acme()
  await issue(store, 'used')
  await issue(store, 'idle')
  await tokens(store, 'gateway-1', use('used', 1, 5, { software: 'librdkafka 2.3.0' }))
  const common = { vCluster: 'acme', username: 'bob', issuedAt: at(0), expiresAt: at(3_600) }
  const seen = { firstSeenAt: at(1), lastSeenAt: at(5), software: 'librdkafka 2.3.0', host: '10.0.0.7' }
  assert.deepEqual(await store.tokenUsage('acme'), [
    { id: 'idle', ...common },
    { id: 'used', ...common, ...seen, gateway: 'gateway-1' },
  ])
  assert.deepEqual(await store.tokenUsage('other'), [])
})

test('the latest use stands, in whatever order gateways report it, and the first stays the first', async () => {
  const { store } = await acme()
  await issue(store, 'one')
  await tokens(store, 'gateway-1', use('one', 3, 9, { host: '10.0.0.9', software: 'kafkajs 2' }))
  await tokens(store, 'gateway-2', use('one', 1, 5))
  const [usage] = await store.tokenUsage('acme')
  assert.deepEqual(
    [usage?.firstSeenAt, usage?.lastSeenAt, usage?.host, usage?.software, usage?.gateway],
    [at(1), at(9), '10.0.0.9', 'kafkajs 2', 'gateway-1'],
  )
  await tokens(store, 'gateway-2', use('one', 10, 11))
  const [later] = await store.tokenUsage('acme')
  assert.deepEqual([later?.firstSeenAt, later?.lastSeenAt, later?.gateway], [at(1), at(11), 'gateway-2'])
  assert.equal(later?.software, undefined)
})

test('of each virtual cluster it is known when any of its tokens was last seen', async () => {
  const { store } = await acme()
  await issue(store, 'one')
  await issue(store, 'two')
  assert.deepEqual(await store.lastSeen(), new Map())
  await tokens(store, 'gateway-1', use('one', 1, 5), use('two', 2, 7))
  assert.deepEqual(await store.lastSeen(), new Map([['acme', at(7)]]))
})

test('a token that was used is still told of when it is revoked or expired, and one that never was is not', async () => {
  const { store, clock } = await acme()
  for (const id of ['revoked', 'expired', 'forgotten']) await issue(store, id, 60)
  await tokens(store, 'gateway-1', use('revoked', 1, 2), use('expired', 1, 2))
  clock.now = at(30)
  await store.revokeToken('revoked', actor)
  clock.now = at(90)
  assert.deepEqual(
    (await store.tokenUsage('acme')).map(({ id, revokedAt }) => [id, revokedAt]),
    [
      ['expired', undefined],
      ['revoked', at(30)],
    ],
  )
})

test('usage goes with its account, and a late report does not give it to another of the same name', async () => {
  const { store, rows, clock } = await acme()
  await issue(store, 'one')
  await tokens(store, 'gateway-1', use('one', 1, 2))
  clock.now = at(10)
  await store.apply([remove('GatewayServiceAccount', 'bob', 'acme')], { actor })
  assert.deepEqual(await rows('select * from "TokenUse"'), [])
  await tokens(store, 'gateway-1', use('one', 1, 9))
  clock.now = at(20)
  await store.apply([account('bob')], { actor })
  await tokens(store, 'gateway-1', use('one', 1, 9), use('never issued', 1, 9))
  assert.deepEqual(await rows('select * from "TokenUse"'), [])
})

const user = (host: string, seconds: number, more: Partial<AliasUse> = {}): AliasUse => ({
  vCluster: 'acme',
  alias: 'orders',
  username: 'bob',
  host,
  lastSeenAt: at(seconds),
  ...more,
})

const aliases = (store: Store, ...uses: AliasUse[]) =>
  store.reportUsage({ gateway: 'gateway-1', tokens: [], aliases: uses })

test('who uses an alias is told by account, client and host, the latest first, and goes with the alias', async () => {
  const { store, rows } = await acme()
  await aliases(
    store,
    user('10.0.0.7', 1),
    user('10.0.0.8', 2, { software: 'kafkajs 2' }),
    user('10.0.0.9', 3, { alias: 'gone' }),
  )
  await aliases(store, user('10.0.0.7', 5))
  await aliases(store, user('10.0.0.7', 4))
  assert.deepEqual(await store.aliasUsers('acme', 'orders'), [
    user('10.0.0.7', 5),
    user('10.0.0.8', 2, { software: 'kafkajs 2' }),
  ])
  assert.deepEqual(await store.aliasUsers('acme', 'bills'), [])
  await store.apply([remove('AliasTopic', 'orders', 'acme')], { actor })
  assert.deepEqual(await rows('select * from "AliasUse"'), [])
})

test('of one alias the latest thousand users are kept', async () => {
  const { store } = await acme()
  await aliases(store, ...Array.from({ length: 1_003 }, (_, i) => user(`host-${i}`, i)))
  const kept = await store.aliasUsers('acme', 'orders')
  assert.deepEqual([kept.length, kept[0]?.host, kept.at(-1)?.host], [1_000, 'host-1002', 'host-3'])
})
