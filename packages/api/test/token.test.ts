import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SignJWT, UnsecuredJWT } from 'jose'
import { signToken, verifyToken } from '../src/index.ts'
import { claimOf } from '../src/token.ts'
import { account, apiOver, key, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const issuedAt = Math.floor(now.getTime() / 1000) * 1000
const claims = { id: 'id-1', username: 'user1', vCluster: 'mypartner', issuedAt, expiresAt: issuedAt + 60_000 }
const payload = {
  username: 'user1',
  vcluster: 'mypartner',
  jti: 'id-1',
  iat: issuedAt / 1000,
  exp: issuedAt / 1000 + 60,
}
const signed = (changed: object, alg = 'HS256', by: Uint8Array = key) =>
  new SignJWT({ ...payload, ...changed }).setProtectedHeader({ alg }).sign(by)

test('A token says whose it is, where, until when and which it is', async () => {
  const { issuedAt: _, ...rest } = claims
  assert.deepEqual(await verifyToken(await signToken(claims, key), key, now), rest)
})

test('A token carries the claims of the contract', async () => {
  const [, body = ''] = (await signToken(claims, key)).split('.')
  assert.deepEqual(JSON.parse(Buffer.from(body, 'base64url').toString()), payload)
})

const refused: Record<string, { token: string | Promise<string>; says: RegExp }> = {
  expired: { token: signed({ exp: issuedAt / 1000 }), says: /expired/ },
  'signed with another key': { token: signed({}, 'HS256', Buffer.alloc(32, 8)), says: /bad signature/ },
  'signed with another algorithm': { token: signed({}, 'HS512', Buffer.alloc(64, 7)), says: /HS256/ },
  'not signed': { token: new UnsecuredJWT(payload).encode(), says: /HS256|malformed/ },
  'no token at all': { token: 'geheim', says: /malformed/ },
  empty: { token: '', says: /malformed/ },
  'longer than 16 KiB': { token: signed({ username: 'x'.repeat(16 * 1024) }), says: /16 KiB/ },
  'without a username': { token: signed({ username: undefined }), says: /malformed/ },
  'without a virtual cluster': { token: signed({ vcluster: undefined }), says: /malformed/ },
  'without an id': { token: signed({ jti: undefined }), says: /malformed/ },
  'without an end': { token: signed({ exp: undefined }), says: /malformed/ },
  'without a beginning': { token: signed({ iat: undefined }), says: /malformed/ },
  'for a username that is no text': { token: signed({ username: 7 }), says: /malformed/ },
}

for (const [what, { token, says }] of Object.entries(refused))
  test(`A token that is ${what} is refused, and nothing of it is told`, async () => {
    const text = await token
    await assert.rejects(verifyToken(text, key, now), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'UNAUTHENTICATED')
      assert.match(error.message, says)
      assert.ok(text === '' || !error.message.includes(text))
      return true
    })
  })

test('A token is issued, listed without its text, and gone once revoked', async () => {
  const { send } = apiOver(await emptyStore())
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/service-account', { body: account('user1') })
  const body = { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 7_776_000 }
  const issued = await send('POST /gateway/v2/token', { body })
  assert.equal(issued.status, 200)
  const { token, id } = issued.json
  const expiresAt = issuedAt + 7_776_000_000
  assert.deepEqual(await verifyToken(token, key, now), { id, username: 'user1', vCluster: 'mypartner', expiresAt })

  const listed = await send('GET /gateway/v2/token?vcluster=mypartner&username=user1')
  assert.deepEqual(listed.json, [
    {
      id,
      username: 'user1',
      vCluster: 'mypartner',
      issuedAt: new Date(issuedAt).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
    },
  ])
  assert.deepEqual((await send('GET /gateway/v2/token?username=user2')).json, [])

  assert.equal((await send(`DELETE /gateway/v2/token/${id}`)).status, 204)
  assert.equal((await send(`DELETE /gateway/v2/token/${id}`)).status, 404)
  assert.deepEqual((await send('GET /gateway/v2/token')).json, [])
})

test('What a token says of its virtual cluster is read without a key, and of what is no token nothing is read', async () => {
  const token = await signToken(
    { id: 'a', username: 'user1', vCluster: 'mypartner', issuedAt: 0, expiresAt: 1_000 },
    Buffer.alloc(32, 9),
  )
  assert.equal(claimOf(token), 'mypartner')
  for (const text of ['', 'a password', 'a.b.c', `${token}.d`]) assert.equal(claimOf(text), undefined, text)
})
