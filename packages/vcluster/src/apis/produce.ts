import { type Body, errorCodes, type Slices } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { divide, eachPartition, refuseAll, type TopicRows } from '../topics.ts'

/** Seventh bit-field of a v2 batch: attributes at 21, of which bit 4 says transactional; the magic byte at 16 comes before. */
const MAGIC_AT = 16
const ATTRIBUTES_LOW_BYTE_AT = 22
const TRANSACTIONAL = 0x10

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

/** Texts name physical topics; endpoints and leader hints lead past the gateway (KIP-951). */
const clean = ({ index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors }: Body): Body => ({
  index,
  errorCode,
  baseOffset,
  logAppendTimeMs,
  logStartOffset,
  recordErrors: recordErrors?.map(({ batchIndex }: Body) => ({ batchIndex })),
})

function mayWriteTransaction({ request, allowed }: Context): boolean {
  const transactional = request.topicData.some((row: Body) => row.partitionData.some(isTransactional))
  return (
    !transactional ||
    (request.transactionalId !== null && allowed('WRITE', 'TRANSACTIONAL_ID', request.transactionalId))
  )
}

/** A broker never answers null records, and the connection is dead: they are refused here. */
function withoutNullRecords(topics: readonly Body[]): { topics: Body[]; refused: Body[] } {
  if (!topics.some(row => row.partitionData.some(({ records }: Body) => records === null)))
    return { topics: [...topics], refused: [] }
  const split = (row: Body, keep: boolean) => ({
    ...row,
    partitionData: row.partitionData.filter(({ records }: Body) => (records !== null) === keep),
  })
  const bad = topics.map(row => split(row, false)).filter(row => row.partitionData.length > 0)
  const good = topics.map(row => split(row, true)).filter(row => row.partitionData.length > 0)
  return { topics: good, refused: refuseAll(bad, rows, errorCodes.INVALID_RECORD) }
}

async function serve(context: Context): Promise<Body | undefined> {
  const { request, view } = context
  if (!mayWriteTransaction(context))
    return answer(context, refuseAll(request.topicData, rows, errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED))
  const { topics, refused: invalid } = withoutNullRecords(request.topicData)
  const { forward, refused, restore } = await divide(context, topics, rows)
  if (forward.length === 0) return answer(context, [...invalid, ...refused])
  const transactionalId = request.transactionalId && view.transactions.toPhysical(request.transactionalId)
  const response = await context.call({ ...request, transactionalId, topicData: forward })
  const kept = eachPartition(restore(response?.responses ?? []), 'partitionResponses', clean)
  return answer(context, [...kept, ...invalid, ...refused], response?.throttleTimeMs)
}

/** With acks=0 there is no response; where something was refused the connection ends instead, as at a broker. */
function answer({ request, end }: Context, responses: Body[], throttleTimeMs = 0): Body | undefined {
  if (request.acks !== 0) return { responses, throttleTimeMs }
  if (responses.length > 0) end('a Produce with acks=0 was refused')
  return undefined
}

/** Kafka brokers list versions 0–2 and refuse them (KAFKA-18659). */
export default defineApi('Produce', [3, 13], serve)
