import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import type { Snapshot } from '@tidegate/store'
import { Identities } from '../src/loop/identities.ts'
import { Picture } from '../src/picture.ts'

const LAST_DAY = '2027-03-31'
const MIDNIGHT = Date.UTC(2027, 3, 1)
const EXPIRES = MIDNIGHT + 1_000_000
const credentials = { username: 'bob', password: 'a token' }

const stored = (kind: string, metadata: object, spec: object) => ({ kind, metadata, spec }) as never

/** Bob of acme, whose share ends with that day, where one is given. */
function snapshot(endsOn?: string, more: Snapshot['resources'] = []): Snapshot {
  const account = stored('GatewayServiceAccount', { name: 'bob', vCluster: 'acme' }, { type: 'LOCAL' })
  const partner = stored('Partner', { name: 'acme' }, { displayName: 'Acme', endsOn })
  const expiresAt = new Date(EXPIRES)
  const token = { id: 't1', vCluster: 'acme', username: 'bob', issuedAt: new Date(0), expiresAt }
  return { generation: 1, resources: [account, ...(endsOn ? [partner] : []), ...more], tokens: [token], slots: [] }
}

function identities(clock: { now: number }, endsOn?: string) {
  const all = new Identities({
    now: () => clock.now,
    claimOf: token => (token === 'of acme' ? 'acme' : undefined),
    verifyToken: async () => ({ id: 't1', username: 'bob', vCluster: 'acme', expiresAt: EXPIRES }),
  })
  const picture = new Picture()
  const apply = (next: Snapshot) => all.apply(picture.take(next))
  apply(snapshot(endsOn))
  return { all, apply }
}

test('a session lives as long as its token, or until the end of the share where that comes first', async () => {
  const clock = { now: MIDNIGHT - 1 }
  strictEqual((await identities(clock).all.verify(credentials)).expiresAt, EXPIRES)
  strictEqual((await identities(clock, LAST_DAY).all.verify(credentials)).expiresAt, MIDNIGHT)
  strictEqual((await identities(clock, '2027-06-30').all.verify(credentials)).expiresAt, EXPIRES)
})

test('from the end of the last day on nobody signs in, and the reason says that the share has ended', async () => {
  const clock = { now: MIDNIGHT - 1 }
  const { all } = identities(clock, LAST_DAY)
  await all.verify(credentials)
  clock.now = MIDNIGHT
  await rejects(all.verify(credentials), { code: 'UNAUTHENTICATED', message: /the share of acme has ended/ })
})

test('moving the end ends an open session earlier or lets it go on, and lets its account sign in again', async () => {
  const clock = { now: MIDNIGHT - 1 }
  const { all, apply } = identities(clock, LAST_DAY)
  const identity = await all.verify(credentials)
  strictEqual(all.validUntil(identity), MIDNIGHT)
  apply(snapshot('2027-03-30'))
  strictEqual(all.validUntil(identity) <= clock.now, true)
  await rejects(all.verify(credentials), /has ended/)
  apply(snapshot('2027-06-30'))
  strictEqual(all.validUntil(identity), EXPIRES)
  strictEqual((await all.verify(credentials)).principal, 'acme/bob')
})

test('a token that was proved once is not proved again, and still ends by its time, its revocation and its account', async () => {
  const clock = { now: 0 }
  const proved: string[] = []
  const all = new Identities({
    now: () => clock.now,
    claimOf: () => undefined,
    verifyToken: async token => {
      proved.push(token)
      if (token !== 'a token' || clock.now >= EXPIRES) throw new GatewayError('UNAUTHENTICATED', 'refused by its proof')
      return { id: 't1', username: 'bob', vCluster: 'acme', expiresAt: EXPIRES }
    },
  })
  const picture = new Picture()
  const apply = (next: Snapshot) => all.apply(picture.take(next))
  apply(snapshot())
  const first = await all.verify(credentials)
  deepStrictEqual(await all.verify(credentials), first)
  deepStrictEqual(proved, ['a token'])
  await rejects(all.verify({ username: 'bob', password: 'a token ' }), /refused by its proof/)
  await rejects(all.verify({ username: 'eve', password: 'a token' }), /another user/)
  apply({ ...snapshot(), tokens: [] })
  await rejects(all.verify(credentials), /revoked/)
  apply({ ...snapshot(), resources: [] })
  await rejects(all.verify(credentials), /no local service account/)
  apply(snapshot())
  clock.now = EXPIRES
  await rejects(all.verify(credentials), /refused by its proof/)
  deepStrictEqual(proved, ['a token', 'a token ', 'a token'])
})

test('credentials name a virtual cluster by their token, or by a user that only one virtual cluster has', () => {
  const { all, apply } = identities({ now: 0 })
  const clusters = ['acme', 'other'].map(name => stored('VirtualCluster', { name }, {}))
  const shared = ['acme', 'other'].map(vCluster =>
    stored('GatewayServiceAccount', { name: 'admin', vCluster }, { type: 'LOCAL' }),
  )
  apply(snapshot(undefined, [...clusters, ...shared]))
  const named = (username: string, password = 'a wrong word') => all.virtualClusterOf({ username, password })
  deepStrictEqual(
    [named('bob'), named('admin'), named('nobody'), named('nobody', 'of acme'), named('admin', 'of acme')],
    ['acme', undefined, undefined, 'acme', 'acme'],
  )
})
