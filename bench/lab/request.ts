import { batch } from '@tidegate/e2e/batch'
import { type Api, apiNamed, type Body, Reader, readResponse, ZERO_UUID } from '@tidegate/protocol'
import { type Connection, requestOf } from './connection.ts'
import { topics } from './topics.ts'

const metadata = apiNamed('Metadata')
const produce = apiNamed('Produce')
const fetch = apiNamed('Fetch')
const RECORD_BYTES = 100
const SMALL_RECORD = 'x'.repeat(RECORD_BYTES)
/** The first of Produce with compact lengths, and the first of Produce and Fetch with topic ids. */
const COMPACT = 9
const IDS = 13
const UUID_BYTES = 16
const CORRELATION_BYTES = 4

/** A request that may be sent many times, and how its answer is judged without decoding it. */
export type Request = {
  readonly api: string
  readonly bytes: Buffer
  errorOf(frame: Buffer): number
}

/** One small record, in the newest version that both sides have; another batch where that is given. */
export async function produceRequest(
  connection: Connection,
  { topic, i = 0, records = batch({ values: [SMALL_RECORD] }) }: { topic: string; i?: number; records?: Buffer },
): Promise<Request> {
  const version = connection.versionOf(produce)
  if (version < COMPACT) throw new Error(`Produce is offered up to v${version} only; v${COMPACT} is needed`)
  const body = {
    acks: 1,
    timeoutMs: 30_000,
    topicData: [
      {
        ...(version >= IDS ? { topicId: await topicId(connection, topic) } : { name: topic }),
        partitionData: [{ index: i % topics.requests.partitions, records: [records] }],
      },
    ],
  }
  const topicBytes = version >= IDS ? UUID_BYTES : 1 + topic.length
  // After correlation id, tags and the size of two arrays, topic and partition.
  const errorAt = CORRELATION_BYTES + 1 + 1 + topicBytes + 1 + 4
  return { api: produce.name, bytes: requestOf(produce, version, body), errorOf: frame => frame.readInt16BE(errorAt) }
}

type Wanted = { readonly topic: string; readonly offset?: bigint; readonly bytes?: number; readonly waitMs?: number }

/** What one partition has from an offset on, of a topic by its id. */
export async function fetchRequest(
  connection: Connection,
  { topic, offset = 0n, bytes = 1024 * 1024, waitMs = 0 }: Wanted,
): Promise<Request> {
  const version = connection.versionOf(fetch)
  if (version < IDS) throw new Error(`Fetch is offered up to v${version} only; v${IDS} is needed`)
  const partition = { partition: 0, fetchOffset: offset, partitionMaxBytes: bytes }
  const body = {
    maxWaitMs: waitMs,
    minBytes: waitMs > 0 ? 1 : 0,
    maxBytes: bytes,
    topics: [{ topicId: await topicId(connection, topic), partitions: [partition] }],
  }
  // Of the whole: after correlation id, tags and throttle time. Of the partition: behind that and the session's id.
  const wholeAt = CORRELATION_BYTES + 1 + 4
  const partitionAt = wholeAt + 2 + 4 + 1 + UUID_BYTES + 1 + 4
  return {
    api: fetch.name,
    bytes: requestOf(fetch, version, body),
    errorOf: frame => frame.readInt16BE(wholeAt) || frame.readInt16BE(partitionAt),
  }
}

/** Metadata of one topic. The answer is mostly the same each time, and then not decoded. */
export async function metadataRequest(connection: Connection, topic: string): Promise<Request> {
  const version = connection.versionOf(metadata)
  const bytes = requestOf(metadata, version, { topics: [{ topicId: ZERO_UUID, name: topic }] })
  const first = await connection.exchange(bytes)
  const error = (frame: Buffer): number => decoded(metadata, version, frame).topics[0].errorCode
  if (error(first) !== 0) throw new Error(`Metadata of ${topic} answered error ${error(first)}`)
  return { api: metadata.name, bytes, errorOf: frame => (frame.equals(first) ? 0 : error(frame)) }
}

const decoded = (api: Api, version: number, frame: Buffer): Body => readResponse(api, version, new Reader(frame)).body

/** The id that clients know a topic by; undefined where they know none of that name. */
export async function idOf(connection: Connection, topic: string): Promise<string | undefined> {
  const { topics: rows } = await connection.ask(metadata, connection.versionOf(metadata), {
    topics: [{ topicId: ZERO_UUID, name: topic }],
  })
  const [{ errorCode, topicId }] = rows
  return errorCode === 0 ? topicId : undefined
}

async function topicId(connection: Connection, topic: string): Promise<string> {
  const id = await idOf(connection, topic)
  if (id === undefined) throw new Error(`there is no topic ${topic}`)
  return id
}
