import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { People } from '../src/index.ts'
import { openConsoleStore } from '../src/open-console.ts'
import { closing, code, crash, fresh, postgres, secretKey } from './fixture.ts'

const actor = { user: 'olivia@example.com', surface: 'trpc' } as const
const owner = { name: 'Olivia', email: 'olivia@example.com', passwordHash: 'hash' }
const grace = { name: 'Grace', email: 'Grace@example.com', role: 'operator' } as const

async function people(now?: () => Date) {
  const { url, rows } = await fresh()
  const { store, people } = await openConsoleStore({ databaseUrl: url, secretKey, now })
  closing.push(() => store.close())
  return { people, rows }
}

async function claimed(now?: () => Date) {
  const made = await people(now)
  await made.people.claim((await made.people.offerClaim())!.token, owner)
  return made
}

const idOf = async (people: People, email: string) => (await people.list()).find(each => each.email === email)!.id

test('the first Owner is claimed once, and every other token ends with that', async () => {
  const { people: all } = await people()
  const offers = [(await all.offerClaim())!, (await all.offerClaim())!]
  assert.deepEqual(await Promise.all(offers.map(({ token }) => all.isClaimOpen(token))), [true, true])
  await all.claim(offers[0]!.token, owner)
  for (const { token } of offers) {
    assert.equal(await all.isClaimOpen(token), false)
    await assert.rejects(all.claim(token, { ...owner, email: 'eve@example.com' }), code('FORBIDDEN'))
  }
  assert.equal(await all.offerClaim(), undefined)
})

test('a claim and a password link end after their time', async () => {
  let now = new Date()
  const { people: all } = await people(() => now)
  const day = 24 * 60 * 60 * 1000
  const { token, until } = (await all.offerClaim())!
  assert.equal(until.getTime(), now.getTime() + 7 * day)
  const link = await all.add(grace, actor)
  assert.equal(await all.passwordFor(link.token), 'grace@example.com')
  now = new Date(now.getTime() + 7 * day)
  assert.equal(await all.isClaimOpen(token), false)
  await assert.rejects(all.claim(token, owner), code('FORBIDDEN'))
  assert.equal(await all.passwordFor(link.token), undefined)
  await assert.rejects(all.setPassword(link.token, 'hash'), code('FORBIDDEN'))
})

test('no token is in the database, only its hash', async () => {
  const { people: all, rows } = await people()
  const [claim, link] = [(await all.offerClaim())!, await all.add(grace, actor)]
  const kept = JSON.stringify(await rows('select * from "Verification"'))
  for (const { token } of [claim, link]) assert.ok(!kept.includes(token))
})

test('a token for one thing does not do another', async () => {
  const { people: all } = await people()
  const claim = (await all.offerClaim())!
  const link = await all.add(grace, actor)
  await assert.rejects(all.setPassword(claim.token, 'hash'), code('FORBIDDEN'))
  await assert.rejects(all.claim(link.token, owner), code('FORBIDDEN'))
})

test('of two Owners who give up their role at once, one stays', async () => {
  const { people: all } = await claimed()
  await all.add({ ...grace, role: 'owner' }, actor)
  const ids = [await idOf(all, owner.email), await idOf(all, 'grace@example.com')]
  const results = await Promise.allSettled(ids.map(id => all.setRole(id, 'viewer', actor)))
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await all.list()).filter(({ role }) => role === 'owner').length, 1)
})

test('the last Owner is neither removed nor made less', async () => {
  const { people: all } = await claimed()
  const id = await idOf(all, owner.email)
  await assert.rejects(all.remove(id, actor), code('CONFLICT'))
  await assert.rejects(all.setRole(id, 'operator', actor), code('CONFLICT'))
  assert.equal(await all.isLastOwner(owner.email), true)
  await all.add({ ...grace, role: 'owner' }, actor)
  assert.equal(await all.isLastOwner(owner.email), false)
  await all.remove(id, actor)
})

test('an address is one person, whatever its case', async () => {
  const { people: all } = await claimed()
  await assert.rejects(all.add({ ...grace, email: 'OLIVIA@example.com' }, actor), code('CONFLICT'))
})

test('what is done with people is in the audit, with who did it and without a secret', async () => {
  const { people: all, rows } = await claimed()
  await all.add(grace, actor)
  const id = await idOf(all, 'grace@example.com')
  await all.setRole(id, 'viewer', actor)
  await all.remove(id, actor)
  const events = await rows('select "user", operation, name, before, after from "AuditEvent" order by id')
  const shown = (role: string) => ({ name: 'Grace', role })
  assert.deepEqual(events, [
    {
      user: owner.email,
      operation: 'CREATE',
      name: owner.email,
      before: null,
      after: { name: 'Olivia', role: 'owner' },
    },
    { user: actor.user, operation: 'CREATE', name: 'grace@example.com', before: null, after: shown('operator') },
    {
      user: actor.user,
      operation: 'UPDATE',
      name: 'grace@example.com',
      before: shown('operator'),
      after: shown('viewer'),
    },
    { user: actor.user, operation: 'DELETE', name: 'grace@example.com', before: shown('viewer'), after: null },
  ])
})

test('every method says alike that the database is away', async () => {
  const { people: all, rows } = await claimed()
  const calls: Record<keyof People, () => Promise<unknown>> = {
    list: () => all.list(),
    offerClaim: () => all.offerClaim(),
    isClaimOpen: () => all.isClaimOpen('token'),
    claim: () => all.claim('token', owner),
    add: () => all.add(grace, actor),
    offerPassword: () => all.offerPassword('id', actor),
    passwordFor: () => all.passwordFor('token'),
    setPassword: () => all.setPassword('token', 'hash'),
    setRole: () => all.setRole('id', 'viewer', actor),
    remove: () => all.remove('id', actor),
    isLastOwner: () => all.isLastOwner(owner.email),
    sessions: () => all.sessions('id'),
    touchSession: () => all.touchSession('id'),
    endSession: () => all.endSession('user', 'id'),
    endOtherSessions: () => all.endOtherSessions('user', 'id'),
  }
  await crash(rows)
  for (const [name, call] of Object.entries(calls)) await assert.rejects(call(), code('STORE_UNAVAILABLE'), name)
  await postgres.start()
})

test('what was done to people is in the history of those alone who may read it', async () => {
  const { url } = await fresh()
  const { store, people: all } = await openConsoleStore({ databaseUrl: url, secretKey })
  closing.push(() => store.close())
  await all.claim((await all.offerClaim())!.token, owner)
  await all.add(grace, actor)
  assert.deepEqual(await store.history({ limit: 10 }), [])
  assert.deepEqual(await store.history({ limit: 10, kind: 'Person' }), [])
  const events = await store.history({ limit: 10, people: true })
  assert.deepEqual([...new Set(events.map(({ kind }) => kind))], ['Person'])
})
