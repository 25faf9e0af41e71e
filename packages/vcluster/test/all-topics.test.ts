import { deepStrictEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import {
  apiNamed,
  type Body,
  errorCodesIn,
  Framer,
  Reader,
  read,
  readResponse,
  Writer,
  write,
  writeResponse,
  ZERO_UUID,
} from '@tidegate/protocol'
import { type Cluster, TopicTable } from '@tidegate/proxy'
import { virtualGate } from '../src/gate.ts'
import { numbers } from './numbers.ts'
import { viewOf } from './view.ts'

const metadata = apiNamed('Metadata')
const NAMES = ['orders', 'payments', 'returns', 'customers']
const BROKERS = [1, 2, 3]
const UPSTREAM = 13

const callerOf = (user: string) => ({
  identity: { user, principal: `acme/${user}`, virtualCluster: 'acme', tokenId: 't' },
  client: { host: '10.0.0.1', port: 1 },
})
const alice = callerOf('alice')

function written(request: Body, version: number): Buffer {
  const writer = new Writer()
  write(metadata.request, version, request, writer)
  return Buffer.concat(writer.slices())
}

const frameOf = (body: Body, version: number) =>
  new Framer(1 << 24).push(Buffer.concat(writeResponse(metadata, version, 1, body)))[0]!

/** A gate with a picture of the cluster of its own. */
function world(nodes: ReadonlyMap<number, number>) {
  const aliases = Object.fromEntries(NAMES.map(name => [name, `physical.${name}`]))
  let view = viewOf({ aliases, superUsers: ['alice'] })
  const topics = new TopicTable()
  topics.watch(new Set(view.aliases.values()))
  const cluster = {
    name: 'main',
    topics,
    metadataVersion: UPSTREAM,
    topology: { versions: new Map() },
    refresh: async () => {},
    observe: ({ topics: rows }: Body) => topics.observe(rows),
  } as unknown as Cluster
  const nodeOf = (brokerId: number) => {
    const id = nodes.get(brokerId)
    return id === undefined ? undefined : { id, host: 'gateway', port: 6972 + id }
  }
  const nowhere = () => Promise.reject(new Error('nothing is to be asked'))
  const gate = virtualGate({
    cluster,
    brokerId: 1,
    nodes: { of: nodeOf, all: () => [] },
    acls: { create: nowhere, remove: nowhere },
    viewOf: () => view,
    verify: nowhere,
    usedOldName: () => {},
    validUntil: () => Number.POSITIVE_INFINITY,
  })
  let last: unknown
  let again = 0
  let sent: Body = {}
  /** What a client gets, the broker answering that. */
  const ask = async (version: number, asked: readonly Body[] | null, answer: Body, caller = alice): Promise<Body> => {
    const exchange = { api: metadata, version, clientId: 'c', body: { topics: asked } }
    const response = await gate.serve(exchange, caller, async (_, at, request, readAs) => {
      sent = read(metadata.request, at, new Reader(written(request, at)))
      const frame = frameOf(answer, at)
      const body = readAs ? readAs(frame) : readResponse(metadata, at, frame.reader()).body
      // The memory of a frame is lent anew.
      for (const slice of frame.slices) slice.fill(0xff)
      return body
    })
    again += Number(response?.topics === last)
    last = response?.topics
    const { body: told } = readResponse(metadata, version, frameOf(response as Body, version).reader())
    deepStrictEqual(errorCodesIn(metadata, response as Body), errorCodesIn(metadata, told), 'errors are counted')
    return told
  }
  const superUsers = (...names: string[]) => {
    view = viewOf({ aliases, superUsers: names })
  }
  return { ask, topics, superUsers, again: () => again, sent: () => sent }
}

type Pick = (below: number) => number

const someOf = (pick: Pick) => BROKERS.filter(() => pick(3) > 0)

const rowOf = (pick: Pick, name: string): Body => ({
  errorCode: pick(25) === 0 ? 3 : 0,
  name: `physical.${name}`,
  topicId: Buffer.alloc(16, 1 + NAMES.indexOf(name) + (pick(12) === 0 ? 100 : 0)).toString('base64url'),
  partitions: [...Array(1 + pick(3)).keys()].map(partitionIndex => ({
    errorCode: pick(25) === 0 ? 5 : 0,
    partitionIndex,
    leaderId: 1 + pick(BROKERS.length),
    leaderEpoch: pick(3),
    replicaNodes: BROKERS,
    isrNodes: someOf(pick),
    offlineReplicas: someOf(pick),
  })),
})

const answerOf = (pick: Pick, rows: readonly Body[]): Body => ({
  throttleTimeMs: pick(9) === 0 ? 1 : 0,
  brokers: BROKERS.map(nodeId => ({ nodeId, host: 'secret', port: 9092, rack: null })),
  clusterId: 'secret',
  controllerId: 1,
  topics: rows,
})

test('all topics are answered as if each was asked for by name, whatever was kept of the answers before', async () => {
  const pick = numbers(11)
  const nodes = new Map(BROKERS.map((brokerId, id) => [brokerId, id]))
  const [keeping, general] = [world(nodes), world(nodes)]
  const named = NAMES.map(name => ({ name, topicId: ZERO_UUID }))
  let rows = NAMES.map(name => rowOf(pick, name))
  const rounds = 3_000
  for (let round = 0; round < rounds; round++) {
    const brokerId = 1 + pick(BROKERS.length)
    if (pick(20) === 0 && !nodes.delete(brokerId)) nodes.set(brokerId, brokerId - 1)
    if (pick(8) === 0) rows = rows.with(pick(rows.length), rowOf(pick, NAMES[pick(NAMES.length)] as string))
    // What another session hears meanwhile, maybe of a broker that lags behind.
    const other = pick(12) === 0 ? [rowOf(pick, NAMES[pick(NAMES.length)] as string)] : []
    const answer = answerOf(pick, rows)
    const version = 10 + pick(4)
    for (const { topics } of [keeping, general]) topics.observe(other)
    const kept = await keeping.ask(version, null, answer)
    const { topics, ...head } = await general.ask(version, named, answer)
    const shown = topics.filter(({ errorCode }: Body) => errorCode === 0)
    deepStrictEqual(kept, { ...head, topics: shown })
  }
  ok(keeping.again() > 200, `${keeping.again()} were sent again`)
  deepStrictEqual(general.again(), 0)
})

test('who asks for all topics is shown what it may see now, whatever others were shown and it was shown before', async () => {
  const nodes = new Map(BROKERS.map((brokerId, id) => [brokerId, id]))
  const { ask, superUsers, sent } = world(nodes)
  const pick = numbers(3)
  const rows = NAMES.map(name => rowOf(pick, name)).map(row => ({ ...row, errorCode: 0 }))
  const bob = callerOf('bob')
  const seen = async (caller: typeof alice) => {
    const { topics } = await ask(13, null, answerOf(pick, rows), caller)
    const asked = sent().topics.map(({ name }: Body) => name)
    return { asked: asked.toSorted(), told: topics.map(({ name }: Body) => name).toSorted() }
  }
  const everything = { asked: NAMES.map(name => `physical.${name}`).toSorted(), told: NAMES.toSorted() }
  const nothing = { asked: [], told: [] }
  for (const round of [1, 2]) {
    deepStrictEqual(await seen(alice), everything, `${round}`)
    deepStrictEqual(await seen(bob), nothing, `${round}`)
  }
  superUsers('bob')
  deepStrictEqual(await seen(bob), everything)
  deepStrictEqual(await seen(alice), nothing)
})
