import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Body } from '@tidegate/protocol'
import { apiVersions, Client, handshake, heartbeat, listen } from './listen.ts'

test('a request before authentication ends the connection without an answer', async () => {
  await using gate = await listen()
  using client = new Client(gate.port)
  client.send(heartbeat, 3, { groupId: 'g', memberId: 'm' })
  strictEqual(await client.frame(), undefined)
})

test('an unknown version of ApiVersions is answered in version 0 with the versions that are known, and the connection goes on', async () => {
  await using gate = await listen()
  using client = new Client(gate.port)
  client.raw(Buffer.from([0, 0, 0, 12, 0, 18, 0, 99, 0, 0, 0, 5, 255, 255, 0, 0]))
  const answer = await client.answer(apiVersions, 0)
  deepStrictEqual(answer, {
    correlationId: 5,
    body: { errorCode: 35, apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }] },
  })
  strictEqual((await client.signIn())?.body.errorCode, 0)
})

test('ApiVersions lists what is offered and what the session serves itself, with Produce from 0 as brokers do', async () => {
  await using gate = await listen({
    offered: () =>
      new Map([
        [0, [3, 13]],
        [12, [0, 3]],
      ]),
  })
  using client = new Client(gate.port)
  client.send(apiVersions, 3, { clientSoftwareName: 'test', clientSoftwareVersion: '1.0' })
  const answer = await client.answer(apiVersions, 3)
  deepStrictEqual(
    answer?.body.apiKeys.map(({ apiKey, minVersion, maxVersion }: Body) => [apiKey, minVersion, maxVersion]),
    [
      [0, 0, 13],
      [12, 0, 3],
      [17, 0, 1],
      [18, 0, 4],
      [36, 0, 2],
    ],
  )
})

test('a client software name that is not one is an invalid request', async () => {
  await using gate = await listen()
  using client = new Client(gate.port)
  client.send(apiVersions, 3, { clientSoftwareName: 'evil\nname', clientSoftwareVersion: '1' })
  strictEqual((await client.answer(apiVersions, 3))?.body.errorCode, 42)
})

test('a second ApiVersions before authentication ends the connection', async () => {
  await using gate = await listen()
  using client = new Client(gate.port)
  client.send(apiVersions, 0, {})
  await client.answer(apiVersions, 0)
  client.send(apiVersions, 0, {})
  strictEqual(await client.frame(), undefined)
})

test('a mechanism that is not offered is answered with those that are, then the connection ends', async () => {
  await using gate = await listen()
  using client = new Client(gate.port)
  client.send(handshake, 1, { mechanism: 'GSSAPI' })
  deepStrictEqual((await client.answer(handshake, 1))?.body, { errorCode: 33, mechanisms: ['PLAIN'] })
  strictEqual(await client.frame(), undefined)
})

test('a refused password is told in the same words whatever was wrong, and the cause stays in the log', async () => {
  const refusals: string[] = []
  await using gate = await listen({ refusals })
  using client = new Client(gate.port)
  const answer = await client.signIn('wrong')
  strictEqual(answer?.body.errorCode, 58)
  match(answer.body.errorMessage, /invalid credentials with SASL mechanism PLAIN/)
  strictEqual(await client.frame(), undefined)
  deepStrictEqual(refusals, ['the password is wrong'])
})

test('after handshake version 0 the token travels as a bare frame', async () => {
  await using gate = await listen()
  using client = new Client(gate.port)
  client.send(handshake, 0, { mechanism: 'PLAIN' })
  await client.answer(handshake, 0)
  const token = Buffer.from('\0alice\0right')
  client.raw(Buffer.concat([Buffer.from([0, 0, 0, token.length]), token]))
  deepStrictEqual(await client.frame(), Buffer.alloc(0))
  client.send(heartbeat, 3, { groupId: 'g', memberId: 'm' }, 9)
  strictEqual((await client.answer(heartbeat, 3))?.correlationId, 9)
})

test('the software of a client is known whether it says so before it is authenticated or, as Java clients do, after', async () => {
  await using gate = await listen()
  using early = new Client(gate.port)
  early.send(apiVersions, 3, { clientSoftwareName: 'early', clientSoftwareVersion: '1' })
  await early.answer(apiVersions, 3)
  await early.signIn()
  using late = new Client(gate.port)
  await late.signIn()
  late.send(apiVersions, 3, { clientSoftwareName: 'late', clientSoftwareVersion: '2' })
  await late.answer(apiVersions, 3)
  deepStrictEqual(
    gate.listener.connected().map(({ client }) => client.software),
    [
      { name: 'early', version: '1' },
      { name: 'late', version: '2' },
    ],
  )
})
