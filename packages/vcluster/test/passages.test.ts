import { deepStrictEqual, ok, throws } from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Api,
  apiNamed,
  type Body,
  errorCodesIn,
  type Frame,
  Framer,
  read,
  readRequestHeader,
  readResponse,
  writeRequest,
  writeResponse,
} from '@tidegate/protocol'
import { type Cluster, type Rewriting, TopicTable } from '@tidegate/proxy'
import { virtualGate } from '../src/gate.ts'
import { TopicIds } from '../src/topic-ids.ts'
import { numbers } from './numbers.ts'
import { viewOf } from './view.ts'

const NAMES = ['orders', 'payments', 'returns', 'closed']
const idOf = (name: string) => Buffer.alloc(16, NAMES.indexOf(name) + 7).toString('base64url')

function gateWith(retiring: Readonly<Record<string, string>> = {}) {
  const view = viewOf({
    aliases: Object.fromEntries(NAMES.map(name => [name, `physical.${name}`])),
    retiring,
    bindings: ['orders', 'payments', 'returns'].flatMap(name =>
      ['READ', 'WRITE'].map(operation => ({
        resourcePattern: { resourceType: 'TOPIC', name, patternType: 'LITERAL' },
        principal: 'User:alice',
        host: '*',
        operation,
        permissionType: 'ALLOW',
      })),
    ),
  })
  const topics = new TopicTable()
  topics.watch(new Set(view.aliases.values()))
  topics.observe(NAMES.map(name => ({ errorCode: 0, name: `physical.${name}`, topicId: idOf(name), partitions: [] })))
  const versions = new Map([produce, fetch].map(api => [api.key, api.versions]))
  const cluster = { name: 'main', topics, topology: { versions }, refresh: async () => {} } as unknown as Cluster
  const nowhere = () => Promise.reject(new Error('nothing is to be asked'))
  const gate = virtualGate({
    cluster,
    brokerId: 9,
    nodes: { of: () => undefined, all: () => [] },
    acls: { create: nowhere, remove: nowhere },
    viewOf: () => view,
    verify: nowhere,
    usedOldName: () => {},
    validUntil: () => Number.POSITIVE_INFINITY,
  })
  return { gate, ids: new TopicIds(view, topics) }
}

const produce = apiNamed('Produce')
const fetch = apiNamed('Fetch')
const caller = {
  identity: { user: 'alice', principal: 'acme/alice', virtualCluster: 'acme', tokenId: 't' },
  client: { host: '10.0.0.1', port: 1 },
}

const frameOf = (slices: readonly Buffer[]): Frame => new Framer(1 << 24).push(Buffer.concat(slices))[0] as Frame

const batch = (transactional = false): Buffer => {
  const bytes = Buffer.alloc(61 + 40, 3)
  bytes[16] = 2
  bytes[22] = transactional ? 0x10 : 0
  return bytes
}

type Made = { readonly api: Api; readonly version: number; readonly request: Body; readonly response: Body }
type Pick = (below: number) => number

/** Mostly as clients and brokers are, with something out of the ordinary now and then. */
function makeProduce(pick: Pick, idsOf: (name: string) => string): Made {
  const odd = (one: unknown, usual: unknown) => (pick(12) === 0 ? one : usual)
  const names = NAMES.slice(0, 1 + pick(3)).concat(odd(['closed'], []) as string[])
  const partitions = [...Array(1 + pick(3)).keys()]
  const request = {
    transactionalId: odd('t', null),
    acks: odd(0, -1),
    timeoutMs: 100 + pick(100),
    topicData: names.map(name => ({
      topicId: odd(idOf(name), idsOf(name)),
      partitionData: partitions.map(index => ({ index, records: odd(null, [batch(odd(true, false) as boolean)]) })),
    })),
  }
  const response = {
    responses: names.concat(odd(['closed'], []) as string[]).map(name => ({
      topicId: idOf(name),
      partitionResponses: partitions.map(index => ({
        index,
        errorCode: odd(6, 0),
        baseOffset: BigInt(pick(1000)),
        logAppendTimeMs: -1n,
        logStartOffset: 0n,
        recordErrors: odd([{ batchIndex: 1, batchIndexErrorMessage: 'physical words' }], []),
        errorMessage: odd('physical words', null),
        currentLeader: odd({ leaderId: 9, leaderEpoch: 3 }, { leaderId: -1, leaderEpoch: -1 }),
      })),
    })),
    throttleTimeMs: pick(5),
    nodeEndpoints: odd([{ nodeId: 9, host: 'physical-host', port: 9092, rack: null }], []),
  }
  return { api: produce, version: 13, request, response }
}

function makeFetch(pick: Pick, idsOf: (name: string) => string): Made {
  const version = 13 + pick(5)
  const odd = (one: unknown, usual: unknown) => (pick(12) === 0 ? one : usual)
  const names = NAMES.slice(0, 1 + pick(3)).concat(odd(['closed'], []) as string[])
  const partitions = [...Array(1 + pick(3)).keys()]
  const request = {
    ...(version < 15 && { replicaId: odd(3, -1) }),
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: 1 << pick(20),
    isolationLevel: pick(2),
    sessionId: odd(7, 0),
    sessionEpoch: pick(3) - 1,
    topics: names.map(name => ({
      topicId: odd(idOf(name), idsOf(name)),
      partitions: partitions.map(partition => ({
        partition,
        currentLeaderEpoch: pick(3) - 1,
        fetchOffset: BigInt(pick(1000)),
        lastFetchedEpoch: pick(3) - 1,
        logStartOffset: -1n,
        partitionMaxBytes: 1 << 20,
      })),
    })),
    forgottenTopicsData: odd([{ topicId: idsOf('orders'), partitions: [0] }], []),
    rackId: odd('rack-1', ''),
    ...(pick(12) === 0 && { clusterId: 'physical' }),
  }
  const response = {
    throttleTimeMs: pick(5),
    errorCode: odd(56, 0),
    sessionId: odd(7, 0),
    responses: names.concat(odd(['closed'], []) as string[]).map(name => ({
      topicId: idOf(name),
      partitions: partitions.map(partitionIndex => ({
        partitionIndex,
        errorCode: odd(1, 0),
        highWatermark: 10n,
        lastStableOffset: 9n,
        logStartOffset: 0n,
        abortedTransactions: odd(
          null,
          [...Array(pick(3))].map(() => ({ producerId: 4n, firstOffset: 2n })),
        ),
        preferredReadReplica: odd(9, -1),
        records: odd(null, [batch()]),
        ...(pick(12) === 0 && { divergingEpoch: { epoch: 4, endOffset: 3n } }),
        ...(pick(12) === 0 && { currentLeader: { leaderId: 9, leaderEpoch: 3 } }),
      })),
    })),
    ...(version >= 16 && { nodeEndpoints: odd([{ nodeId: 9, host: 'physical-host', port: 9092, rack: null }], []) }),
  }
  return { api: fetch, version, request, response }
}

/** What reaches the broker and what the client is told, where the request is served as any other. */
async function servedAs({ gate }: ReturnType<typeof gateWith>, { api, version, request, response }: Made) {
  let sent: Body | undefined
  const reader = requestFrame({ api, version, request, response }).reader()
  readRequestHeader(reader)
  const exchange = { api, version, clientId: 'c', body: read(api.request, version, reader) }
  const answer = await gate.serve(exchange, caller, async (_, __, body) => {
    sent = bodyOf(frameOf(writeRequest(api, version, { correlationId: 2, clientId: 'c' }, body)), api, version)
    return readResponse(api, version, frameOf(writeResponse(api, version, 2, response)).reader()).body
  })
  return { sent, answer: answer && frameOf(writeResponse(api, version, 0, answer)).payload() }
}

const requestFrame = ({ api, version, request }: Made): Frame =>
  frameOf(writeRequest(api, version, { correlationId: 1, clientId: 'c' }, request))

function bodyOf(frame: Frame, api: Api, version: number): Body {
  const reader = frame.reader()
  readRequestHeader(reader)
  return read(api.request, version, reader)
}

for (const [name, make] of Object.entries({ Produce: makeProduce, Fetch: makeFetch }))
  test(`a ${name} that passes is to the broker and to the client what it were if it was served`, async () => {
    const world = gateWith()
    const pass = world.gate.passer(caller)
    const pick = numbers(7)
    let passed = 0
    for (let round = 0; round < 3_000; round++) {
      const made = make(pick, virtual => world.ids.virtualId(virtual))
      const { api, version, request, response } = made
      const bytes = Buffer.concat(writeRequest(api, version, { correlationId: 1, clientId: 'c' }, request))
      const frame = requestFrame(made)
      const passage = pass(api.key, version, frame)
      if (!passage) {
        deepStrictEqual(Buffer.concat(frame.slices), bytes, 'what does not pass is left as it came')
        continue
      }
      passed += 1
      const expected = await servedAs(world, made)
      deepStrictEqual(bodyOf(frame, api, version), expected.sent)
      const { slices } = passage.answer(frameOf(writeResponse(api, version, 0, response)))
      deepStrictEqual(frameOf(slices).payload(), expected.answer)
    }
    ok(passed > 200, `${passed} passed`)
  })

/** What leaves of an answer that arrives in parts, as the gateway gives them to who rewrites it. */
function streamed(rewriting: Rewriting, whole: Buffer, pick: Pick): Buffer {
  const left: Buffer[] = []
  let held: Buffer = Buffer.alloc(0)
  for (let at = 0; at < whole.length; ) {
    const more = whole.subarray(at, at + 1 + pick(40))
    at += more.length
    held = Buffer.concat([held, more])
    const ready = rewriting.rewrite(held)
    left.push(held.subarray(0, ready))
    held = held.subarray(ready)
  }
  deepStrictEqual(held.length, 0, 'all of it leaves')
  return Buffer.concat(left)
}

test('a Fetch answer that leaves while it arrives, in whatever parts, says what it were if it was served', async () => {
  const world = gateWith()
  const pass = world.gate.passer(caller)
  const pick = numbers(11)
  let same = 0
  let withheld = 0
  for (let round = 0; round < 3_000; round++) {
    const made = makeFetch(pick, virtual => world.ids.virtualId(virtual))
    const { api, version, request, response } = made
    const passage = pass(api.key, version, requestFrame(made))
    if (!passage) continue
    const whole = Buffer.concat(writeResponse(api, version, 0, response))
    const rewriting = passage.rewriting(whole.length) as Rewriting
    if (response.responses.length > request.topics.length) {
      throws(() => streamed(rewriting, whole, pick))
      continue
    }
    const left = streamed(rewriting, whole, pick)
    const { answer } = await servedAs(world, made)
    if (left.length === answer!.length + 4) {
      deepStrictEqual(left.subarray(4), answer)
      same += 1
      continue
    }
    withheld += 1
    ok(!left.includes('physical'), 'no tag of the physical cluster')
    const { body } = readResponse(api, version, frameOf([left]).reader())
    const size = Buffer.alloc(4)
    size.writeInt32BE(answer!.length)
    deepStrictEqual(body, readResponse(api, version, frameOf([size, answer!]).reader()).body)
    deepStrictEqual(rewriting.errors, errorCodesIn(api, body))
  }
  ok(same > 100 && withheld > 100, `${same} the same, ${withheld} with tags withheld`)
})

test('a frame that is cut short, or goes on behind its end, never passes', () => {
  const { gate, ids } = gateWith()
  const pick = numbers(3)
  for (const make of [makeProduce, makeFetch])
    for (let round = 0; round < 40; round++) {
      const { api, version, request } = make(pick, name => ids.virtualId(name))
      const whole = Buffer.concat(writeRequest(api, version, { correlationId: 1, clientId: 'c' }, request))
      for (let cut = 4; cut < whole.length; cut++) {
        const part = Buffer.from(whole.subarray(0, cut))
        part.writeInt32BE(cut - 4)
        deepStrictEqual(gate.passer(caller)(api.key, version, frameOf([part])), undefined)
      }
      const more = Buffer.concat([whole, Buffer.of(0)])
      more.writeInt32BE(more.length - 4)
      deepStrictEqual(gate.passer(caller)(api.key, version, frameOf([more])), undefined)
    }
})

test('what the codec refuses never passes: a list that is null, a client id of impossible length', () => {
  const { gate, ids } = gateWith()
  const topicId = ids.virtualId('orders')
  const body = { transactionalId: null, acks: 1, timeoutMs: 1, topicData: [{ topicId, partitionData: [] }] }
  const whole = Buffer.concat(writeRequest(produce, 13, { correlationId: 1, clientId: null }, body))
  const pass = (bytes: Buffer) => gate.passer(caller)(produce.key, 13, frameOf([bytes]))
  ok(pass(whole), 'an empty list passes')
  const nullList = Buffer.from(whole)
  // Behind the list are the tags of the topic and of the request.
  nullList[whole.length - 3] = 0
  deepStrictEqual(pass(nullList), undefined)
  const noClientId = Buffer.from(whole)
  noClientId.writeInt16BE(-2, 12)
  deepStrictEqual(pass(noClientId), undefined)
})

test('while a topic is renamed nothing passes', () => {
  const { gate, ids } = gateWith({ orders: 'payments' })
  const pick = numbers(5)
  for (let round = 0; round < 50; round++) {
    const { api, version, request } = makeProduce(pick, name => ids.virtualId(name))
    const frame = frameOf(writeRequest(api, version, { correlationId: 1, clientId: 'c' }, request))
    deepStrictEqual(gate.passer(caller)(api.key, version, frame), undefined)
  }
})
