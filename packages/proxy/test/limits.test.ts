import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { apiNamed } from '@tidegate/protocol'
import { Client, heartbeat, listen } from './listen.ts'

test('connections over the limit of the worker or of an address end at once, and one that ends makes room', async () => {
  for (const limit of ['connections', 'connectionsPerAddress'] as const) {
    const limited: string[] = []
    await using gate = await listen({ limited, some: { [limit]: 1 } })
    const first = new Client(gate.port)
    await first.signIn()
    using second = new Client(gate.port)
    strictEqual(await second.frame(), undefined)
    deepStrictEqual(limited, [limit])
    first[Symbol.dispose]()
    const admitted = async () => {
      using third = new Client(gate.port)
      return (await third.signIn())?.body.errorCode
    }
    while ((await admitted()) !== 0) await new Promise(resolve => setImmediate(resolve))
  }
})

test('connections of one principal over its limit end, and others are let in', async () => {
  const limited: string[] = []
  await using gate = await listen({
    limited,
    some: { connectionsPerPrincipal: 1 },
    authenticate: async ({ username }) => ({ user: username, principal: username }),
  })
  const signIn = (client: Client, user: string) => client.signIn(undefined, user)
  using first = new Client(gate.port)
  using second = new Client(gate.port)
  using other = new Client(gate.port)
  strictEqual((await signIn(first, 'alice'))?.body.errorCode, 0)
  strictEqual(await signIn(second, 'alice'), undefined)
  strictEqual((await signIn(other, 'bob'))?.body.errorCode, 0)
  deepStrictEqual(limited, ['connectionsPerPrincipal'])
})

test('a connection that does not authenticate in time ends, and so does one that is idle', async () => {
  const limited: string[] = []
  await using impatient = await listen({ limited, some: { authenticateMs: 50 } })
  using silent = new Client(impatient.port)
  strictEqual(await silent.frame(), undefined)
  await using brief = await listen({ limited, some: { idleMs: 50 } })
  using idle = new Client(brief.port)
  await idle.signIn()
  strictEqual(await idle.frame(), undefined)
  deepStrictEqual(limited, ['authenticateMs', 'idleMs'])
})

test('no more requests of a connection are served than may be in flight', async () => {
  let served = 0
  const limited: string[] = []
  await using gate = await listen({
    limited,
    some: { inFlight: 3 },
    dial: async () => ({ send: async () => undefined, close() {}, pause() {}, resume() {}, blocked: false }) as never,
    serve: async (exchange, _, call) => {
      served += 1
      await call(exchange.api, exchange.version, exchange.body)
      return new Promise(() => {})
    },
  })
  using client = new Client(gate.port)
  await client.signIn()
  for (let i = 0; i < 10; i++) client.send(heartbeat, 3, { groupId: 'g', memberId: 'm' }, i)
  while (served < 3) await new Promise(resolve => setImmediate(resolve))
  for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setImmediate(resolve))
  strictEqual(served, 3)
  deepStrictEqual(limited, ['inFlight'])
})

test('a listener that stops lets what is in flight be answered, takes nothing new, and ends the rest in time', async () => {
  let answer: () => void = () => {}
  const served: number[] = []
  const gate = await listen({
    serve: async ({ body }) => {
      served.push(body.generationId)
      await new Promise<void>(resolve => {
        answer = resolve
      })
      return { errorCode: 0 }
    },
  })
  using busy = new Client(gate.port)
  using stuck = new Client(gate.port)
  await busy.signIn()
  await stuck.signIn()
  busy.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId: 1 }, 1)
  while (served.length < 1) await new Promise(resolve => setImmediate(resolve))
  const answerBusy = answer
  stuck.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId: 2 }, 2)
  while (served.length < 2) await new Promise(resolve => setImmediate(resolve))
  const stopped = gate.listener.stop(200)
  busy.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId: 3 }, 3)
  answerBusy()
  strictEqual((await busy.answer(heartbeat, 3))?.correlationId, 1)
  strictEqual(await busy.frame(), undefined)
  strictEqual(await stuck.frame(), undefined)
  await stopped
  deepStrictEqual(served, [1, 2])
})

test('a client that does not read its answers is not served on, and gets them all once it does', async () => {
  const listGroups = apiNamed('ListGroups')
  const requests = 100
  let served = 0
  await using gate = await listen({
    offered: () => new Map([[listGroups.key, [0, 2]]]),
    serve: async () => {
      served += 1
      return {
        errorCode: 0,
        groups: Array.from({ length: 32 }, () => ({ groupId: 'g'.repeat(32_000), protocolType: '' })),
      }
    },
  })
  using client = new Client(gate.port)
  await client.signIn()
  client.reading(false)
  for (let i = 0; i < requests; i++) client.send(listGroups, 2, {}, i)
  for (let before = -1, same = 0; same < 2_000; before = served) {
    same = served > 0 && served === before ? same + 1 : 0
    await new Promise(resolve => setImmediate(resolve))
  }
  strictEqual(served < requests, true, `${served} requests were served to a client that reads nothing`)
  client.reading(true)
  for (let i = 0; i < requests; i++) strictEqual((await client.answer(listGroups, 2))?.correlationId, i)
})

test('a request that begins and never ends is given up in time, though its bytes trickle in', async () => {
  const limited: string[] = []
  await using gate = await listen({ limited, some: { frameMs: 100 } })
  using client = new Client(gate.port)
  await client.signIn()
  const size = Buffer.alloc(4)
  size.writeInt32BE(900)
  client.raw(size)
  const trickle = setInterval(() => client.raw(Buffer.alloc(1)), 10)
  strictEqual(await client.frame(), undefined)
  clearInterval(trickle)
  deepStrictEqual(limited, ['frameMs'])
})

test('a frame over the limit is told as such, before and after authentication', async () => {
  const limited: string[] = []
  await using gate = await listen({ limited })
  using stranger = new Client(gate.port)
  stranger.raw(Buffer.from([0, 0, 3, 0]))
  strictEqual(await stranger.frame(), undefined)
  using client = new Client(gate.port)
  await client.signIn()
  client.raw(Buffer.from([0, 1, 0, 0]))
  strictEqual(await client.frame(), undefined)
  deepStrictEqual(limited, ['handshakeFrameBytes', 'frameBytes'])
})

test('requests wait while the budget for their bytes is used up, none is lost, and all of it is given back', async () => {
  const limited: string[] = []
  let answer: () => void = () => {}
  const first = new Promise<void>(resolve => {
    answer = resolve
  })
  const served: number[] = []
  await using gate = await listen({
    limited,
    some: { bufferedBytes: 100 },
    serve: async ({ body }) => {
      served.push(body.generationId)
      if (body.generationId === 1) await first
      return { errorCode: 0 }
    },
  })
  using holder = new Client(gate.port)
  using waiting = new Client(gate.port)
  await holder.signIn()
  await waiting.signIn()
  holder.send(heartbeat, 3, { groupId: 'g'.repeat(100), memberId: 'm', generationId: 1 })
  while (served.length < 1) await new Promise(resolve => setImmediate(resolve))
  for (const generationId of [2, 3]) waiting.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId })
  while (limited.length < 1) await new Promise(resolve => setImmediate(resolve))
  deepStrictEqual(served, [1])
  answer()
  for (const client of [holder, waiting, waiting]) strictEqual((await client.answer(heartbeat, 3))?.body.errorCode, 0)
  deepStrictEqual(served, [1, 2, 3])
  deepStrictEqual(limited, ['bufferedBytes'])
  strictEqual(gate.budgets.requests.held, 0)
})
