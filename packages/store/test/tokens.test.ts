import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, actor, cluster, code, fresh, partner, remove } from './fixture.ts'

const day = 86_400_000
const start = Date.UTC(2030, 0, 1)

const token = (id: string, days: number, username = 'bob') => ({
  id,
  vCluster: 'acme',
  username,
  issuedAt: new Date(start),
  expiresAt: new Date(start + days * day),
})

async function acme() {
  const clock = { now: start }
  const opened = await fresh(() => new Date(clock.now))
  await opened.store.apply([cluster('main'), partner('acme'), account('bob'), account('eve')], { actor })
  return { ...opened, clock }
}

test('the snapshot and the list hold the tokens that are neither revoked nor expired', async () => {
  const { store, clock } = await acme()
  for (const each of [token('short', 1), token('long', 9), token('lost', 9), token('other', 9, 'eve')])
    await store.issueToken(each, actor)
  assert.equal(await store.revokeToken('lost', actor), true)
  clock.now = start + 2 * day
  assert.deepEqual((await store.snapshot()).tokens, [token('long', 9), token('other', 9, 'eve')])
  assert.deepEqual(await store.listTokens({ vCluster: 'acme', username: 'bob' }), [token('long', 9)])
})

test('only a live token can be revoked, and once', async () => {
  const { store, clock } = await acme()
  await store.issueToken(token('one', 1), actor)
  await store.issueToken(token('two', 1), actor)
  assert.equal(await store.revokeToken('one', actor), true)
  assert.equal(await store.revokeToken('one', actor), false)
  assert.equal(await store.revokeToken('unknown', actor), false)
  clock.now = start + 2 * day
  assert.equal(await store.revokeToken('two', actor), false)
})

test('issuing and revoking are announced as generations, and audited', async () => {
  const { store, rows } = await acme()
  await store.issueToken(token('one', 1), actor)
  assert.equal(await store.generation(), 2)
  await store.revokeToken('one', { user: 'eve', surface: 'trpc' })
  assert.equal(await store.generation(), 3)
  const events = await rows(
    `select "user", operation, "vCluster", name, before, after from "AuditEvent" where kind = 'Token' order by id`,
  )
  const state = { username: 'bob', expiresAt: '2030-01-02T00:00:00.000Z' }
  assert.deepEqual(events, [
    { user: 'ada', operation: 'ISSUE', vCluster: 'acme', name: 'one', before: null, after: state },
    { user: 'eve', operation: 'REVOKE', vCluster: 'acme', name: 'one', before: state, after: null },
  ])
})

test('deleting a service account revokes its tokens for good, and no others', async () => {
  const { store } = await acme()
  await store.issueToken(token('one', 9), actor)
  await store.issueToken(token('other', 9, 'eve'), actor)
  await store.apply([remove('GatewayServiceAccount', 'bob', 'acme'), account('bob')], { actor })
  assert.deepEqual(await store.listTokens({}), [token('other', 9, 'eve')])
})

test('an account that does not exist gets no token', async () => {
  const { store } = await acme()
  await assert.rejects(store.issueToken(token('one', 9, 'nobody'), actor), code('NOT_FOUND'))
  assert.deepEqual(await store.listTokens({}), [])
})

test('a token that is replaced works beside its successor until the date, and is not made to last longer', async () => {
  const { store, clock, rows } = await acme()
  await store.issueToken(token('old', 9), actor)
  await store.issueToken(token('new', 9), actor, { id: 'old', until: new Date(start + 2 * day) })
  assert.deepEqual((await store.snapshot()).tokens, [token('new', 9), token('old', 2)])
  await store.issueToken(token('newer', 9), actor, { id: 'old', until: new Date(start + 5 * day) })
  assert.deepEqual(
    (await store.listTokens({})).find(({ id }) => id === 'old'),
    token('old', 2),
  )
  clock.now = start + 3 * day
  assert.deepEqual(
    (await store.snapshot()).tokens.map(({ id }) => id),
    ['new', 'newer'],
  )
  const [shortened] = await rows(`select name, before, after from "AuditEvent" where operation = 'SHORTEN'`)
  const at = (days: number) => ({ username: 'bob', expiresAt: new Date(start + days * day).toISOString() })
  assert.deepEqual(shortened, { name: 'old', before: at(9), after: at(2) })
})

test('only a token of the same account that still works can be replaced, and else nothing is issued', async () => {
  const { store } = await acme()
  await store.issueToken(token('other', 9, 'eve'), actor)
  const until = new Date(start)
  for (const id of ['other', 'unknown'])
    await assert.rejects(store.issueToken(token('new', 9), actor, { id, until }), code('NOT_FOUND'))
  assert.deepEqual(await store.listTokens({ username: 'bob' }), [])
})
