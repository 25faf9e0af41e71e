import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { apiNamed, type Body } from '@tidegate/protocol'
import { Listener } from '../src/index.ts'
import { Client, heartbeat, listen } from './listen.ts'

const garbage: Readonly<Record<string, Buffer>> = {
  'a negative size': Buffer.from([255, 255, 255, 255]),
  'a frame over the limit': Buffer.from([0, 0, 8, 0]),
  'an HTTP request': Buffer.from('GET / HTTP/1.1\r\n\r\n'),
  'a TLS hello': Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 252]),
  'a frame too short for a header': Buffer.from([0, 0, 0, 2, 0, 18]),
  'an empty frame': Buffer.from([0, 0, 0, 0]),
  'bytes after the body': Buffer.from([0, 0, 0, 14, 0, 18, 0, 0, 0, 0, 0, 5, 255, 255, 1, 2, 3, 4]),
}

for (const [what, bytes] of Object.entries(garbage))
  test(`${what} ends the connection, and the listener goes on`, async () => {
    await using gate = await listen()
    using bad = new Client(gate.port)
    bad.raw(bytes)
    strictEqual(await bad.frame(), undefined)
    using good = new Client(gate.port)
    strictEqual((await good.signIn())?.body.errorCode, 0)
  })

test('an API or a version that is not offered ends the connection', async () => {
  await using gate = await listen()
  for (const [api, version] of [
    [heartbeat, 4],
    [apiNamed('CreateTopics'), 5],
  ] as const) {
    using client = new Client(gate.port)
    await client.signIn()
    client.send(api, version, {})
    strictEqual(await client.frame(), undefined)
  }
})

test('a connection that ends in the middle of a frame leaves the listener serving', async () => {
  await using gate = await listen()
  new Client(gate.port).raw(Buffer.from([0, 0, 0, 40, 0, 18]))[Symbol.dispose]()
  using good = new Client(gate.port)
  strictEqual((await good.signIn())?.body.errorCode, 0)
})

test('answers leave in the order of the requests, whichever is ready first', async () => {
  const finish: (() => void)[] = []
  await using gate = await listen({
    dial: async () => ({ send: async () => undefined, close() {}, pause() {}, resume() {}, blocked: false }) as never,
    serve: async (exchange, _, call) => {
      void call(exchange.api, exchange.version, exchange.body)
      await new Promise<void>(resolve => finish.push(resolve))
      return { errorCode: exchange.body.generationId }
    },
  })
  using client = new Client(gate.port)
  await client.signIn()
  for (const generationId of [1, 2, 3])
    client.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId }, generationId)
  while (finish.length < 3) await new Promise(resolve => setImmediate(resolve))
  for (const done of finish.reverse()) done()
  const order = []
  for (let i = 0; i < 3; i++) order.push((await client.answer(heartbeat, 3))?.body.errorCode)
  deepStrictEqual(order, [1, 2, 3])
})

test('a request is not served before the one in front of it has reached the broker', async () => {
  const served: number[] = []
  let go: () => void = () => {}
  await using gate = await listen({
    serve: async ({ body }) => {
      served.push(body.generationId)
      if (body.generationId === 1)
        await new Promise<void>(resolve => {
          go = resolve
        })
      return { errorCode: 0 }
    },
  })
  using client = new Client(gate.port)
  await client.signIn()
  for (const generationId of [1, 2])
    client.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId }, generationId)
  while (served.length === 0) await new Promise(resolve => setImmediate(resolve))
  deepStrictEqual(served, [1])
  go()
  await client.answer(heartbeat, 3)
  await client.answer(heartbeat, 3)
  deepStrictEqual(served, [1, 2])
})

test('a session ends as soon as what its identity rests on is gone', async () => {
  let standing = true
  await using gate = await listen({ validUntil: () => (standing ? Number.POSITIVE_INFINITY : 0) })
  using client = new Client(gate.port)
  await client.signIn()
  standing = false
  gate.listener.recheck()
  strictEqual(await client.frame(), undefined)
})

test('a port in use is told with what to do', async () => {
  await using gate = await listen()
  const taken = Listener.start({ host: '127.0.0.1', port: gate.port }, {} as never)
  const error = await taken.then(
    () => undefined,
    cause => cause,
  )
  strictEqual(error?.code, 'CONFLICT')
  match(error.message, new RegExp(`Port ${gate.port} .* is in use.*GATEWAY_PORT_START`))
})

test('a tagged field that is not understood ends here', async () => {
  const served: Body[] = []
  await using gate = await listen({
    offered: () => new Map([[heartbeat.key, [0, 4]]]),
    serve: async ({ body }) => {
      served.push(body)
      return { errorCode: 0 }
    },
  })
  using client = new Client(gate.port)
  await client.signIn()
  client.send(heartbeat, 4, { groupId: 'g', memberId: 'm', _tags: [{ tag: 9, bytes: Buffer.from('physical') }] })
  strictEqual((await client.answer(heartbeat, 4))?.body.errorCode, 0)
  deepStrictEqual(Object.keys(served[0] ?? {}).includes('_tags'), false)
})

test('with another gate behind its address, newcomers are served by that one and the others let go after their answers', async () => {
  let answer: (() => void) | undefined
  const gate = (name: string) => ({
    offered: () => new Map([[heartbeat.key, [0, 3] as const]]),
    features: () => ({ supportedFeatures: [], finalizedFeatures: [], finalizedFeaturesEpoch: 0n }),
    authenticate: async () => ({ user: name, principal: name }),
    validUntil: () => Number.POSITIVE_INFINITY,
    passer: () => () => undefined,
    dial: () => Promise.reject(new Error('nothing is behind this gate')),
    async serve() {
      if (name === 'before')
        await new Promise<void>(resolve => {
          answer = resolve
        })
      return { errorCode: name === 'before' ? 1 : 2 }
    },
  })
  await using listening = await listen(gate('before'))
  using busy = new Client(listening.port)
  using idle = new Client(listening.port)
  await busy.signIn()
  await idle.signIn()
  busy.send(heartbeat, 3, { groupId: 'g', memberId: 'm' })
  while (!answer) await new Promise(resolve => setImmediate(resolve))
  listening.listener.replace(gate('after'))
  strictEqual(await idle.frame(), undefined)
  using newcomer = new Client(listening.port)
  await newcomer.signIn()
  newcomer.send(heartbeat, 3, { groupId: 'g', memberId: 'm' })
  strictEqual((await newcomer.answer(heartbeat, 3))?.body.errorCode, 2)
  answer?.()
  strictEqual((await busy.answer(heartbeat, 3))?.body.errorCode, 1)
  strictEqual(await busy.frame(), undefined)
})
