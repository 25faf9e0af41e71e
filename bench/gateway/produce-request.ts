import { batch } from '@tidegate/e2e/batch'
import { apiNamed, ZERO_UUID } from '@tidegate/protocol'
import { type Connection, requestOf } from './connection.ts'
import { topics } from './topics.ts'

const metadata = apiNamed('Metadata')
const produce = apiNamed('Produce')
const RECORD_BYTES = 100
/** The first with compact lengths, and the first with topic ids. */
const COMPACT = 9
const IDS = 13
const UUID_BYTES = 16

type ProduceRequest = {
  readonly bytes: Buffer
  /** Where its answer has the error code: after correlation id, tags and the size of two arrays, topic and partition. */
  readonly errorAt: number
}

export type Producer = ProduceRequest & { readonly connection: Connection }

/** A request with one small record, in the newest version that both sides have. */
export async function produceRequest(connection: Connection, topic: string, i: number): Promise<ProduceRequest> {
  const version = connection.versionOf(produce)
  if (version < COMPACT) throw new Error(`Produce is offered up to v${version} only; v${COMPACT} is needed`)
  const index = i % topics.requests.partitions
  const body = {
    acks: 1,
    timeoutMs: 5_000,
    topicData: [
      {
        ...(version >= IDS ? { topicId: await topicId(connection, topic) } : { name: topic }),
        partitionData: [{ index, records: [batch({ values: ['x'.repeat(RECORD_BYTES)] })] }],
      },
    ],
  }
  const topicBytes = version >= IDS ? UUID_BYTES : 1 + topic.length
  return { bytes: requestOf(produce, version, body), errorAt: 4 + 1 + 1 + topicBytes + 1 + 4 }
}

async function topicId(connection: Connection, topic: string): Promise<string> {
  const { topics: rows } = await connection.ask(metadata, connection.versionOf(metadata), {
    topics: [{ topicId: ZERO_UUID, name: topic }],
  })
  const [{ errorCode, topicId }] = rows
  if (errorCode !== 0) throw new Error(`Metadata of ${topic} answered error ${errorCode}`)
  return topicId
}
