import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { type Api, apiNamed, type Body, Framer, Reader, readResponse, writeRequest } from '@tidegate/protocol'
import { Admission, type Gate, type Identity, type Limits, Listener } from '../src/index.ts'
import { defaultLimits } from '../src/limits.ts'

const apiVersions = apiNamed('ApiVersions')
const handshake = apiNamed('SaslHandshake')
const authenticate = apiNamed('SaslAuthenticate')
const heartbeat = apiNamed('Heartbeat')

type Options = Partial<Gate<Identity>> & {
  refusals?: string[]
  limited?: string[]
  some?: Partial<Limits>
  now?: () => number
}

async function listen({ refusals = [], limited = [], some = {}, now = Date.now, ...overrides }: Options = {}) {
  const gate: Gate<Identity> = {
    offered: () => new Map([[heartbeat.key, [0, 3]]]),
    features: () => ({ supportedFeatures: [], finalizedFeatures: [], finalizedFeaturesEpoch: 0n }),
    authenticate: async ({ username, password }) => {
      if (password === 'right') return { user: username, principal: username }
      throw new GatewayError('UNAUTHENTICATED', 'the password is wrong')
    },
    validUntil: ({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt,
    serve: async () => ({ errorCode: 0 }),
    dial: () => Promise.reject(new Error('nothing is behind this gate')),
    ...overrides,
  }
  const observer = {
    opened() {},
    authenticated() {},
    refused: (cause: string) => void refusals.push(cause),
    limited: (limit: string) => void limited.push(limit),
    served() {},
    closed() {},
  }
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const limits = { ...defaultLimits, frameBytes: 1000, handshakeFrameBytes: 500, ...some }
  const listener = await Listener.start(
    { host: '127.0.0.1', port: 0 },
    { gate, limits, admission: new Admission(limits), log, observer, now },
  )
  return { port: listener.port, listener, [Symbol.asyncDispose]: () => listener.stop(0) }
}

/** A client that sends whole frames or raw bytes and waits for answers, or for the end of the connection. */
class Client {
  readonly #socket: Socket
  readonly #framer = new Framer(1 << 20)
  readonly #answers: Buffer[] = []
  #ended = false
  #wake: () => void = () => {}

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.on('data', chunk => {
      for (const frame of this.#framer.push(chunk)) this.#answers.push(Buffer.concat(frame))
      this.#wake()
    })
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  raw(bytes: Buffer): this {
    this.#socket.write(bytes)
    return this
  }

  send(api: Api, version: number, body: Body, correlationId = 1): this {
    return this.raw(Buffer.concat(writeRequest(api, version, { correlationId, clientId: 'test' }, body)))
  }

  /** Undefined once the connection has ended. */
  async frame(): Promise<Buffer | undefined> {
    while (this.#answers.length === 0 && !this.#ended)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    return this.#answers.shift()
  }

  async answer(api: Api, version: number) {
    const frame = await this.frame()
    return frame && readResponse(api, version, new Reader(frame))
  }

  /** Stops reading, so that answers pile up on the way; or goes on. */
  reading(on: boolean): void {
    if (on) this.#socket.resume()
    else this.#socket.pause()
  }

  async signIn(password = 'right', user = 'alice') {
    this.send(handshake, 1, { mechanism: 'PLAIN' })
    await this.answer(handshake, 1)
    this.send(authenticate, 2, { authBytes: Buffer.from(`\0${user}\0${password}`) })
    return this.answer(authenticate, 2)
  }

  [Symbol.dispose]() {
    this.#socket.destroy()
  }
}

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
  await using impatient = await listen({ some: { authenticateMs: 50 } })
  using silent = new Client(impatient.port)
  strictEqual(await silent.frame(), undefined)
  await using brief = await listen({ some: { idleMs: 50 } })
  using idle = new Client(brief.port)
  await idle.signIn()
  strictEqual(await idle.frame(), undefined)
})

test('no more requests of a connection are served than may be in flight', async () => {
  let served = 0
  await using gate = await listen({
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
