import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { authenticate, Client, handshake, heartbeat, listen, type Options } from './listen.ts'

/** A gate whose tokens are `user@expiry`, and a clock that a test sets. */
const expiring = (clock: { now: number }): Options => ({
  now: () => clock.now,
  authenticate: async ({ username, password }) => {
    if (!password.startsWith('until-')) throw new GatewayError('UNAUTHENTICATED', 'the password is wrong')
    return { user: username, principal: username, expiresAt: Number(password.slice(6)) }
  },
})

const handshakeAgain = async (client: Client) =>
  (await client.send(handshake, 1, { mechanism: 'PLAIN' }).answer(handshake, 1))?.body.errorCode

test('a client is told how long its session lives, and goes on past that by authenticating again', async () => {
  const clock = { now: 1_000_000 }
  await using gate = await listen(expiring(clock))
  using client = new Client(gate.port)
  strictEqual((await client.signIn('until-1060000'))?.body.sessionLifetimeMs, 60_000n)
  clock.now += 50_000
  strictEqual((await client.signIn('until-1200000'))?.body.sessionLifetimeMs, 150_000n)
  clock.now += 100_000
  client.send(heartbeat, 3, { groupId: 'g', memberId: 'm' }, 9)
  strictEqual((await client.answer(heartbeat, 3))?.correlationId, 9)
})

test('a client that authenticates again as somebody else is refused, and its connection ends', async () => {
  const clock = { now: 1_000_000 }
  await using gate = await listen(expiring(clock))
  using client = new Client(gate.port)
  await client.signIn('until-1060000')
  clock.now += 50_000
  strictEqual(await handshakeAgain(client), 0)
  client.send(authenticate, 2, { authBytes: Buffer.from('\0mallory\0until-1200000') })
  strictEqual((await client.answer(authenticate, 2))?.body.errorCode, 58)
  strictEqual(await client.frame(), undefined)
})

test('authenticating again within a second, or without a lifetime, is out of order and changes nothing', async () => {
  const clock = { now: 1_000_000 }
  await using expires = await listen(expiring(clock))
  await using lasts = await listen()
  for (const [gate, password] of [
    [expires, 'until-1060000'],
    [lasts, 'right'],
  ] as const) {
    using client = new Client(gate.port)
    await client.signIn(password)
    strictEqual(await handshakeAgain(client), 34)
    client.send(heartbeat, 3, { groupId: 'g', memberId: 'm' }, 9)
    strictEqual((await client.answer(heartbeat, 3))?.correlationId, 9)
  }
})

test('a request between a handshake and its token ends the connection', async () => {
  const clock = { now: 1_000_000 }
  await using gate = await listen(expiring(clock))
  using client = new Client(gate.port)
  await client.signIn('until-1060000')
  clock.now += 50_000
  await handshakeAgain(client)
  client.send(heartbeat, 3, { groupId: 'g', memberId: 'm' })
  strictEqual(await client.frame(), undefined)
})

test('a connection ends when its credentials expire, though its client is silent', async () => {
  await using gate = await listen({ ...expiring({ now: 0 }), now: Date.now })
  using client = new Client(gate.port)
  strictEqual((await client.signIn(`until-${Date.now() + 200}`))?.body.errorCode, 0)
  strictEqual(await client.frame(), undefined)
})

test('a session whose credentials are shortened while it is open ends when these do', async () => {
  let until = Number.POSITIVE_INFINITY
  await using gate = await listen({ validUntil: () => until })
  using client = new Client(gate.port)
  await client.signIn()
  until = Date.now() + 100
  gate.listener.recheck()
  strictEqual(await client.frame(), undefined)
})
