import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Framer, frameLayout } from '@tidegate/protocol'
import { UpstreamConnection } from '../src/index.ts'
import { STREAMED_BYTES } from '../src/streamed-answer.ts'
import { Client, heartbeat, listen } from './listen.ts'

const MiB = 1 << 20

/** The first bytes of a request, as far as the header goes. */
type Header = { readonly correlationId: number }

/** A broker whose answers the test writes, part by part. */
async function broker(test: TestContext) {
  const asked: Header[] = []
  let wake = () => {}
  let socket: Socket | undefined
  const server: Server = createServer(accepted => {
    socket = accepted
    const framer = new Framer(MiB)
    accepted.on('data', chunk => {
      for (const frame of framer.push(chunk))
        asked.push({ correlationId: frame.slices[0]!.readInt32BE(frameLayout.request.correlationId) })
      wake()
    })
    accepted.on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  test.after(() => {
    socket?.destroy()
    server.close()
  })
  return {
    dial: () =>
      UpstreamConnection.connect(
        { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
        { bootstrap: [], clientId: 'gateway' },
      ),
    async request(): Promise<Header> {
      for (;;) {
        const next = asked.shift()
        if (next) return next
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
    write: (bytes: Buffer) => socket!.write(bytes),
    get unsent() {
      return socket!.writableLength
    },
  }
}

/** A frame as a broker sends it, whose payload says at each place which place it is. */
function answerOf(bytes: number, correlationId: number): Buffer {
  const answer = Buffer.alloc(bytes)
  for (let at = 0; at + 4 <= bytes; at += 4) answer.writeUInt32BE(at, at)
  answer.writeInt32BE(bytes - 4)
  answer.writeInt32BE(correlationId, 4)
  return answer
}

/** Lets everything through, in steps of that many bytes. */
const rewritingOf = (bytes: number, step: number) => {
  let left = bytes
  return {
    errors: [],
    rewrite(there: Buffer) {
      const ready = there.length === left ? left : there.length - (there.length % step)
      left -= ready
      return ready
    },
  }
}

type WorldOptions = { readonly step?: number; readonly bufferedBytes?: number }

async function world(test: TestContext, { step = 7, bufferedBytes = 64 * MiB }: WorldOptions = {}) {
  const upstream = await broker(test)
  const gate = await listen({
    dial: upstream.dial,
    some: { bufferedBytes },
    // The first request opens the connection upstream; those after it pass.
    serve: async (exchange, _, call) => (await call(exchange.api, exchange.version, exchange.body)) ?? { errorCode: 0 },
    passer: () => () => ({
      answer: response => ({ slices: response.slices, errors: [] }),
      rewriting: bytes => rewritingOf(bytes, step),
    }),
  })
  const client = new Client(gate.port, 64 * MiB)
  test.after(async () => {
    client[Symbol.dispose]()
    await gate[Symbol.asyncDispose]()
  })
  await client.signIn()
  const send = (correlationId: number) =>
    client.send(heartbeat, 3, { groupId: 'g', memberId: 'm', generationId: 1 }, correlationId)
  send(1)
  const { correlationId } = await upstream.request()
  upstream.write(Buffer.concat([sizeOf(10), int32(correlationId), Buffer.alloc(6)]))
  await client.frame()
  return { upstream, gate, client, send }
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const sizeOf = int32

const turn = () => new Promise<void>(resolve => setImmediate(resolve))

test('a long answer reaches the client whole, with its own correlation id, however it is cut on the way', async t => {
  const { upstream, gate, client, send } = await world(t, { step: 1 })
  for (const [round, cut] of [
    1,
    3,
    4,
    8,
    9,
    100_000,
    STREAMED_BYTES,
    STREAMED_BYTES + 1,
    3 * MiB - 3,
    3 * MiB,
  ].entries()) {
    send(100 + round)
    const { correlationId } = await upstream.request()
    const answer = answerOf(3 * MiB + round, correlationId)
    upstream.write(answer.subarray(0, cut))
    for (let i = 0; i < 100; i++) await turn()
    upstream.write(answer.subarray(cut))
    answer.writeInt32BE(100 + round, 4)
    const got = await client.frame()
    ok(got && answer.subarray(4).equals(got), `cut at ${cut}`)
  }
  while (gate.budgets.responses.held > 0) await turn()
})

test('who reads slowly holds one piece of a long answer, and nothing is read from the broker meanwhile', async t => {
  const { upstream, gate, client, send } = await world(t)
  client.reading(false)
  send(7)
  const { correlationId } = await upstream.request()
  const answer = answerOf(48 * MiB, correlationId)
  upstream.write(answer)
  let unsent = -1
  while (upstream.unsent !== unsent) {
    unsent = upstream.unsent
    for (let i = 0; i < 100; i++) await turn()
  }
  ok(unsent > 24 * MiB, `${unsent} bytes wait at the broker`)
  strictEqual(gate.budgets.responses.held, STREAMED_BYTES)
  client.reading(true)
  answer.writeInt32BE(7, 4)
  ok(answer.subarray(4).equals((await client.frame())!))
})

test('an answer behind one that has not left is held whole, and leaves behind it', async t => {
  const { upstream, client, send } = await world(t)
  send(7)
  send(8)
  const first = answerOf(MiB, (await upstream.request()).correlationId)
  const second = answerOf(2 * MiB, (await upstream.request()).correlationId)
  upstream.write(Buffer.concat([first.subarray(0, MiB - 1), first.subarray(MiB - 1), second]))
  first.writeInt32BE(7, 4)
  second.writeInt32BE(8, 4)
  ok(first.subarray(4).equals((await client.frame())!))
  ok(second.subarray(4).equals((await client.frame())!))
})

test('a long answer waits until the budget has room for its piece', async t => {
  const { upstream, gate, client, send } = await world(t, { bufferedBytes: 2 })
  const other = gate.budgets.responses.open(
    () => {},
    () => {},
  )
  ok(other.take(1))
  send(7)
  const answer = answerOf(MiB, (await upstream.request()).correlationId)
  upstream.write(answer)
  for (let i = 0; i < 100; i++) await turn()
  strictEqual(gate.budgets.responses.held, 1)
  other.close()
  answer.writeInt32BE(7, 4)
  ok(answer.subarray(4).equals((await client.frame())!))
})

test('an answer to another request ends the connection before any of it leaves', async t => {
  const { upstream, client, send } = await world(t)
  send(7)
  upstream.write(answerOf(MiB, (await upstream.request()).correlationId + 1))
  deepStrictEqual(await client.frame(), undefined)
})
