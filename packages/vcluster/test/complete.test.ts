import { deepStrictEqual, doesNotMatch, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { type Api, apis, type Body, Reader, read, readResponse, Writer, write, writeResponse } from '@tidegate/protocol'
import type { Cluster } from '@tidegate/proxy'
import { TopicTable } from '@tidegate/proxy'
import { served } from '../src/apis.ts'
import type { ApiFile, Context } from '../src/context.ts'
import { TopicIds } from '../src/topic-ids.ts'
import { Writers } from '../src/writers.ts'
import { filled, PHYSICAL_ID, physical, spelled, virtual } from './taint.ts'
import { viewOf } from './view.ts'

const view = viewOf({
  physicalCluster: 'secret-cluster-name',
  aliases: { 'shown-topic': 'secret-topic' },
  superUsers: ['tester'],
})

const topicRow = {
  errorCode: 0,
  name: 'secret-topic',
  topicId: PHYSICAL_ID,
  partitions: [
    {
      errorCode: 0,
      partitionIndex: 0,
      leaderId: 47114,
      leaderEpoch: 77771,
      replicaNodes: [47114],
      isrNodes: [47114],
      offlineReplicas: [],
    },
  ],
}

function table(): TopicTable {
  const topics = new TopicTable()
  topics.watch(new Set(['secret-topic']))
  topics.observe([topicRow])
  return topics
}

/** The one that the gateway asks by. */
const METADATA_VERSION = 13

const topics = table()
const cluster = {
  name: 'secret-cluster-name',
  topics,
  metadataVersion: METADATA_VERSION,
  topology: { controllerId: 47114 },
  refresh: async () => {},
  observe: async (body: Body) => topics.observe(body.topics),
} as unknown as Cluster
const ids = new TopicIds(view, topics)
const node = { id: 0, host: 'gateway.shown', port: 6972 }

/** Kafka's own encoding of a body, so that only what is really sent is looked at. */
function sent(message: Api['request'], version: number, body: Body): Body {
  const writer = new Writer()
  write(message, version, body, writer)
  return read(message, version, new Reader(writer.slices()))
}

const nodes = { of: (brokerId: number) => (brokerId === 47114 ? node : undefined), all: () => [node] }

type Crossing = { readonly upstream: Body[]; readonly downstream: Body | undefined }

async function cross(file: ApiFile, api: Api, version: number): Promise<Crossing> {
  const upstream: Body[] = []
  const answer = async (body: Body, from: Api, at: number) => {
    upstream.push(sent(from.request, at, body))
    return sent(from.response, at, filled(from.response, at, physical))
  }
  const metadata = apis.get(3) as Api
  const context: Context = {
    api,
    version,
    request: sent(api.request, version, filled(api.request, version, virtual(ids.virtualId('shown-topic')))),
    user: 'tester',
    subject: 'User:tester 10.0.0.1',
    view,
    cluster,
    ids,
    topics: view.topics,
    named: () => {},
    nodes,
    writers: new Writers(),
    acls: { create: async () => {}, remove: async () => {} },
    allowed: () => true,
    allowedAny: () => true,
    operations: () => 0,
    call: body => answer(body, api, version),
    metadata: body => answer(body, metadata, METADATA_VERSION),
    end: reason => {
      throw new Error(reason)
    },
  }
  const response = await file.serve(context)
  return { upstream, downstream: response && readBack(api, version, response) }
}

const readBack = (api: Api, version: number, response: Body): Body => {
  const [size, ...payload] = [Buffer.concat(writeResponse(api, version, 1, response))].flatMap(frame => [
    frame.subarray(0, 4),
    frame.subarray(4),
  ])
  ok(size)
  return readResponse(api, version, new Reader(payload)).body
}

const SECRETS = new RegExp(['secret', 'acme:', '47114', '54321', '7777[0-9]', '10\\.9\\.8\\.7', PHYSICAL_ID].join('|'))
const UNMAPPED = /"shown-(?!.*acme:)|"shown-topic|client-rack|client-cluster|6666[0-9]/

for (const [key, file] of served) {
  const api = apis.get(key) as Api
  for (let version = file.versions[0]; version <= file.versions[1]; version++)
    test(`${file.name} v${version} lets no name, id, host or text of the physical cluster reach a client, nor a virtual one a broker`, async () => {
      const { upstream, downstream } = await cross(file, api, version)
      doesNotMatch(spelled(downstream), SECRETS)
      for (const body of upstream) {
        doesNotMatch(spelled(body), UNMAPPED)
        doesNotMatch(spelled(body), new RegExp(`"shown-|${ids.virtualId('shown-topic')}`))
      }
    })
}

/** What a client asked about must come back under the names it used, or hiding everything would pass the test above. */
const MAPPED: Readonly<Record<string, RegExp>> = {
  Fetch: /shown-topic|VIRTUAL/,
  Produce: /shown-topic|VIRTUAL/,
  ListOffsets: /shown-topic/,
  Metadata: /shown-topic.*|gateway\.shown/,
  OffsetCommit: /shown-topic|VIRTUAL/,
  OffsetFetch: /shown-topic|VIRTUAL/,
  FindCoordinator: /gateway\.shown/,
  JoinGroup: /shown-topic/,
  SyncGroup: /shown-topic/,
  DescribeGroups: /shown-group/,
  ListGroups: /shown-group/,
  ConsumerGroupHeartbeat: /VIRTUAL/,
  ConsumerGroupDescribe: /shown-topic/,
  DescribeConfigs: /shown-topic/,
  DescribeCluster: /gateway\.shown/,
  AddPartitionsToTxn: /shown-topic/,
  TxnOffsetCommit: /shown-topic/,
  OffsetDelete: /shown-topic/,
  DeleteGroups: /shown-group/,
}

for (const [name, pattern] of Object.entries(MAPPED))
  test(`${name} answers under the names that were asked for, in every version`, async () => {
    const [key, file] = [...served].find(([, each]) => each.name === name) ?? []
    ok(key !== undefined && file)
    for (let version = file.versions[0]; version <= file.versions[1]; version++) {
      const { downstream } = await cross(file, apis.get(key) as Api, version)
      match(spelled(downstream), new RegExp(pattern.source.replace('VIRTUAL', ids.virtualId('shown-topic'))))
    }
  })

test('the folder offers exactly what a partner’s clients and tools need', () => {
  deepStrictEqual(
    [...served.values()].map(({ name }) => name).sort(),
    `AddOffsetsToTxn AddPartitionsToTxn ConsumerGroupDescribe ConsumerGroupHeartbeat CreateAcls DeleteAcls DeleteGroups DescribeAcls
     DescribeCluster DescribeConfigs DescribeGroups EndTxn Fetch FindCoordinator Heartbeat InitProducerId JoinGroup LeaveGroup
     ListGroups ListOffsets Metadata OffsetCommit OffsetDelete OffsetFetch OffsetForLeaderEpoch Produce SyncGroup TxnOffsetCommit`
      .split(/\s+/)
      .sort(),
  )
})
