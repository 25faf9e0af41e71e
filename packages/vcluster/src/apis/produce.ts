import { type Body, errorCodes, type Slices } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { producePass } from '../passages/produce.ts'
import { ATTRIBUTES_LOW_BYTE_AT, MAGIC_AT, TRANSACTIONAL } from '../record-batch.ts'
import { divide, refuseAll, type TopicRows } from '../topics.ts'

const rows: TopicRows = {
  operation: 'WRITE',
  name: 'name',
  partitions: { request: 'partitionData', response: 'partitionResponses' },
  refusal: ({ index }, errorCode) => ({ index, errorCode, baseOffset: -1n }),
}

function byteAt(records: Slices | null, offset: number): number {
  let at = offset
  for (const slice of records ?? []) {
    if (at < slice.length) return slice[at] as number
    at -= slice.length
  }
  return 0
}

const isTransactional = ({ records }: Body) =>
  byteAt(records, MAGIC_AT) === 2 && (byteAt(records, ATTRIBUTES_LOW_BYTE_AT) & TRANSACTIONAL) !== 0

function mayWriteTransaction({ request, allowed }: Context): boolean {
  const transactional = request.topicData.some((row: Body) => row.partitionData.some(isTransactional))
  return (
    !transactional ||
    (request.transactionalId !== null && allowed('WRITE', 'TRANSACTIONAL_ID', request.transactionalId))
  )
}

type Split = { readonly topics: readonly Body[]; readonly refused: readonly Body[] }

function split(topics: readonly Body[], isGood: (row: Body, partition: Body) => boolean, errorCode: number): Split {
  const good = topics.map(row => row.partitionData.map((partition: Body) => isGood(row, partition)) as boolean[])
  if (good.every(row => row.every(Boolean))) return { topics, refused: [] }
  const part = (wanted: boolean) =>
    topics
      .map((row, i) => ({
        ...row,
        partitionData: row.partitionData.filter((_: Body, j: number) => good[i]?.[j] === wanted),
      }))
      .filter(row => row.partitionData.length > 0)
  return { topics: part(true), refused: refuseAll(part(false), rows, errorCode) }
}

/** A broker never answers null records, and the connection is dead: they are refused here. */
const withoutNullRecords = (topics: readonly Body[]): Split =>
  split(topics, (_, { records }) => records !== null, errorCodes.INVALID_RECORD)

/** What its producer counts under another name of the topic makes the producer count anew, as after any gap. */
function withoutOtherNames({ view, ids, writers }: Context, topics: readonly Body[]): Split {
  if (view.retiring.size === 0) return { topics, refused: [] }
  const isGood = (row: Body, partition: Body) => {
    const name = row.name ?? ids.nameOf(row.topicId)
    return name === undefined || writers.mayWrite(view, name, partition)
  }
  return split(topics, isGood, errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER)
}

async function serve(context: Context): Promise<Body | undefined> {
  const { request, view } = context
  if (!mayWriteTransaction(context))
    return answer(context, refuseAll(request.topicData, rows, errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED))
  const { topics: whole, refused: invalid } = withoutNullRecords(request.topicData)
  const { topics, refused: otherwise } = withoutOtherNames(context, whole)
  const { forward, refused, restore } = await divide(context, topics, rows)
  const others = [...invalid, ...otherwise, ...refused]
  if (forward.length === 0) return answer(context, others)
  const transactionalId = request.transactionalId && view.transactions.toPhysical(request.transactionalId)
  const response = await context.call({ ...request, transactionalId, topicData: forward })
  if (!response) return answer(context, others)
  const { responses, throttleTimeMs } = producePass.respond(response, restore)
  return answer(context, [...responses, ...others], throttleTimeMs)
}

/** With acks=0 there is no response; where something was refused the connection ends instead, as at a broker. */
function answer({ request, end }: Context, responses: Body[], throttleTimeMs = 0): Body | undefined {
  if (request.acks !== 0) return { responses, throttleTimeMs }
  if (responses.length > 0) end('a Produce with acks=0 was refused')
  return undefined
}

/** Kafka brokers list versions 0–2 and refuse them (KAFKA-18659). */
export default defineApi('Produce', [3, 13], serve, producePass)
