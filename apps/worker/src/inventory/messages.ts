import { isUtf8 } from 'node:buffer'
import type { MessageQuery, Messages, ShownMessage, ShownText } from '@tidegate/api'
import { GatewayError } from '@tidegate/errors'
import { type Body, errorCodes } from '@tidegate/protocol'
import { type Brokers, settle } from './brokers.ts'
import { EARLIEST, keyOf, LATEST, leadersOf, listOffsets, type Partition } from './offsets.ts'
import { type KafkaRecord, readBatches } from './record-batch.ts'

const TOTAL_BYTES = 1024 * 1024
const TOTAL_MS = 5_000
const PARTITIONS = 100
/** The last that a Date can be. */
const LAST_TIME = 8.64e15
/** Of one key, value or header. */
const SHOWN_BYTES = 16 * 1024

/** A partition that is read from one offset up to another. */
type Reading = Partition & { next: number; readonly end: number; readonly records: KafkaRecord[] }

/** Reads some records and commits nothing: no group has part in it. Records of transactions that failed are among them. */
export async function peek(brokers: Brokers, query: MessageQuery): Promise<Omit<Messages, 'observedAt'>> {
  const partitions = wanted(await leadersOf(brokers, [query.topic]), query)
  const [begins, ends] = await Promise.all([
    listOffsets(brokers, partitions, EARLIEST),
    listOffsets(brokers, partitions, LATEST),
  ])
  const missing = new Set([...begins.missing, ...ends.missing])
  const readings = partitions.flatMap((partition): Reading[] => {
    const key = keyOf(partition.topic, partition.partition)
    const [begin, end] = [begins.offsets.get(key), ends.offsets.get(key)]
    if (begin === undefined || end === undefined) {
      missing.add(`Partition ${partition.partition} cannot be read now.`)
      return []
    }
    return [{ ...partition, next: startOf(query, begin, end), end, records: [] }]
  })
  await readAll(brokers, readings, { limit: query.limit, missing })
  return { records: chosen(readings, query).map(shownMessage), missing: [...missing] }
}

function wanted(all: readonly Partition[], { topic, partition }: MessageQuery): readonly Partition[] {
  if (all.length === 0)
    throw new GatewayError('NOT_FOUND', `Topic ${topic} does not exist on this cluster: check its name`)
  const own = partition === undefined ? all : all.filter(each => each.partition === partition)
  if (own.length === 0)
    throw new GatewayError(
      'INVALID',
      `partition: topic ${topic} has none of the number ${partition}: give 0 to ${all.length - 1}`,
    )
  if (own.length > PARTITIONS)
    throw new GatewayError('INVALID', `partition: topic ${topic} has ${all.length}, too many to read at once: give one`)
  return own
}

function startOf({ from, offset = 0, limit }: MessageQuery, begin: number, end: number): number {
  if (from === 'beginning') return begin
  return Math.max(begin, from === 'end' ? end - limit : offset)
}

type Bounds = { readonly limit: number; readonly missing: Set<string> }

/** Round by round, until there is enough, nothing more to read, or no more allowed. */
async function readAll(brokers: Brokers, readings: readonly Reading[], { limit, missing }: Bounds): Promise<void> {
  const late = Date.now() + TOTAL_MS
  let left = TOTAL_BYTES
  for (;;) {
    const open = readings.filter(({ next, end, records }) => next < end && records.length < limit)
    if (open.length === 0) return
    if (left <= 0 || Date.now() > late) {
      missing.add(
        left <= 0 ? 'Only the first MiB was read.' : `Only what was read within ${TOTAL_MS / 1000} s is shown.`,
      )
      return
    }
    const byLeader = [...Map.groupBy(open, ({ leader }) => leader)]
    const share = Math.ceil(left / byLeader.length)
    const before = open.map(({ next }) => next)
    const asked = await settle(byLeader.map(([at, own]) => readOnce(brokers, own, { at, share, missing })))
    for (const sentence of asked.missing) missing.add(sentence)
    left -= asked.answers.reduce((sum, bytes) => sum + bytes, 0)
    // Where nobody has moved on, nobody will.
    if (open.every(({ next }, i) => next === before[i])) return
  }
}

type Once = { readonly at: number; readonly share: number; readonly missing: Set<string> }

/** Answers how many bytes came. Versions to 12 know topics by their names. */
async function readOnce(brokers: Brokers, readings: readonly Reading[], { at, share, missing }: Once): Promise<number> {
  const most = Math.max(16 * 1024, Math.ceil(share / readings.length))
  const [first] = readings
  const partitions = readings.map(({ partition, next }) => ({
    partition,
    fetchOffset: BigInt(next),
    partitionMaxBytes: most,
  }))
  const body = { maxWaitMs: 500, minBytes: 1, maxBytes: share, topics: [{ topic: first!.topic, partitions }] }
  const { responses } = await brokers.ask('Fetch', { body, at, most: 12 })
  const rows: Body[] = responses.flatMap((response: Body) => response.partitions)
  let size = 0
  for (const row of rows) {
    const reading = readings.find(({ partition }) => partition === row.partitionIndex)
    if (!reading) continue
    if (row.errorCode !== errorCodes.NONE) missing.add(refusalOf(row))
    const bytes = Buffer.concat(row.records ?? [])
    size += bytes.length
    take(reading, bytes, missing)
  }
  return size
}

const refusalOf = ({ errorCode, partitionIndex }: Body): string =>
  errorCode === errorCodes.TOPIC_AUTHORIZATION_FAILED
    ? 'The gateway’s own user may not READ the topic.'
    : `Partition ${partitionIndex} cannot be read now.`

function take(reading: Reading, bytes: Buffer, missing: Set<string>): void {
  for (const { next, records } of readBatches(bytes)) {
    if (!records) missing.add(`Partition ${reading.partition} holds records that cannot be read here.`)
    // A batch may begin before the offset that was asked for.
    for (const record of records ?? []) if (record.offset >= reading.next) reading.records.push(record)
    reading.next = Math.max(reading.next, next)
  }
}

/** By their time: the first of all partitions, or the last. */
function chosen(readings: readonly Reading[], { from, limit }: MessageQuery) {
  const all = readings
    .flatMap(({ partition, records }) => records.map(record => ({ partition, record })))
    .sort((a, b) => a.record.timestamp - b.record.timestamp || a.record.offset - b.record.offset)
  return from === 'end' ? all.slice(-limit) : all.slice(0, limit)
}

const shownMessage = ({ partition, record }: { partition: number; record: KafkaRecord }): ShownMessage => ({
  partition,
  offset: record.offset,
  timestamp: shownTime(record.timestamp),
  key: shownText(record.key),
  value: shownText(record.value),
  headers: record.headers.map(({ name, value }) => ({ name, value: shownText(value) })),
})

/** Producers write what they like, -1 where they know no time (RecordBatch.NO_TIMESTAMP). */
const shownTime = (timestamp: number): string | null =>
  timestamp >= 0 && timestamp <= LAST_TIME ? new Date(timestamp).toISOString() : null

/** As text where it is some, otherwise as hexadecimal digits. */
function shownText(bytes: Buffer | null): ShownText | null {
  if (!bytes) return null
  const encoding = isUtf8(bytes) ? 'utf-8' : 'hex'
  const part = bytes.subarray(0, SHOWN_BYTES)
  const isCut = part.length < bytes.length
  // A character of several bytes may be cut in two.
  const text = encoding === 'hex' ? part.toString('hex') : part.toString().replace(isCut ? /\uFFFD$/ : /^$/, '')
  return { text, encoding, bytes: bytes.length }
}
